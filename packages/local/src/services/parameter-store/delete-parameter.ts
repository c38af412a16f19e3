import { operation } from '../../operation.ts'
import { namedParameter } from './named-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { parameterName } from './parameter-shapes.ts'

export const deleteParameter = operation({
  name: 'DeleteParameter',
  changes: true,
  input: { Name: parameterName() },
  permissions: ({ Name }, { parameters }) => [onParameter('ssm:DeleteParameter', Name, parameters)],
  run({ Name }, { parameters }) {
    const { key, record } = namedParameter(Name, parameters)
    parameters.remove(key, record)
    return {}
  },
})
