import { AwsError, awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { boolean } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { findParameter } from './find-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { parameterAnswer } from './parameter-answer.ts'
import { parameterName } from './parameter-shapes.ts'

export const getParameters = operation({
  name: 'GetParameters',
  input: { Names: list(parameterName(), { min: 1, max: 10 }), WithDecryption: optional(boolean()) },
  // every name is asked for: one that is refused refuses the whole call
  permissions: ({ Names }, { parameters }) => Names.map((name) => onParameter('ssm:GetParameters', name, parameters)),
  run({ Names, WithDecryption = false }, account) {
    if (new Set(Names).size < Names.length) {
      throw awsError('ValidationException', 'Names must be unique: ask for each parameter once')
    }
    const looked = Names.map((name) => ({ name, found: findParameter(name, account) }))
    return {
      Parameters: looked.flatMap(({ found }) => (found instanceof AwsError ? [] : [parameterAnswer(found, WithDecryption, account)])),
      InvalidParameters: looked.flatMap(({ name, found }) => (found instanceof AwsError ? [name] : [])),
    }
  },
})
