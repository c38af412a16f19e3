import { operation } from '../../operation.ts'
import { parameterNotFound } from './find-parameter.ts'
import { parameterName } from './parameter-shapes.ts'

export const deleteParameter = operation({
  name: 'DeleteParameter',
  changes: true,
  input: { Name: parameterName() },
  permissions: ({ Name }, { parameters }) => [{ action: 'ssm:DeleteParameter', resource: parameters.arnOf(Name) }],
  run({ Name }, { parameters }) {
    const reference = parameters.reference(Name)
    // a version cannot be deleted alone
    const record = reference === undefined || reference.selector !== undefined ? undefined : parameters.find(reference)
    if (reference === undefined || record === undefined) throw parameterNotFound(Name)
    parameters.remove(reference.key, record)
    return {}
  },
})
