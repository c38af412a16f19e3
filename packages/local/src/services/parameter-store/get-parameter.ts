import { AwsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { findParameter } from './find-parameter.ts'
import { onParameter } from './on-parameter.ts'
import { parameterAnswer } from './parameter-answer.ts'
import { parameterName } from './parameter-shapes.ts'

export const getParameter = operation({
  name: 'GetParameter',
  input: { Name: parameterName(), WithDecryption: optional(boolean()) },
  permissions: ({ Name }, { parameters }) => [onParameter('ssm:GetParameter', Name, parameters)],
  run({ Name, WithDecryption = false }, account) {
    const found = findParameter(Name, account)
    if (found instanceof AwsError) throw found
    return { Parameter: parameterAnswer(found, WithDecryption, account) }
  },
})
