import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { peekNamed } from './named-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { parameterName } from './parameter-shapes.ts'

export const deleteParameters = operation({
  name: 'DeleteParameters',
  changes: true,
  input: { Names: list(parameterName(), { min: 1, max: 10 }) },
  permissions: ({ Names }, { parameters }) => Names.map((name) => onParameter('ssm:DeleteParameters', name, parameters)),
  run({ Names }, { parameters }) {
    const isDeleted = (name: string): boolean => {
      const named = peekNamed(name, parameters)
      if (named !== undefined) parameters.remove(named.key, named.record)
      return named !== undefined
    }
    const looked = Array.from(new Set(Names), (name) => ({ name, isDeleted: isDeleted(name) }))
    return {
      DeletedParameters: looked.filter((each) => each.isDeleted).map(({ name }) => name),
      InvalidParameters: looked.filter((each) => !each.isDeleted).map(({ name }) => name),
    }
  },
  responseElements: ({ DeletedParameters, InvalidParameters }) => ({
    deletedParameters: DeletedParameters,
    invalidParameters: InvalidParameters,
  }),
})
