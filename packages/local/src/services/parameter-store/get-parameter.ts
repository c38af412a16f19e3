import { AwsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { findParameter } from './find-parameter.ts'
import { parameterAnswer } from './parameter-answer.ts'
import { parameterName } from './parameter-shapes.ts'

export const getParameter = operation({
  name: 'GetParameter',
  input: { Name: parameterName(), WithDecryption: optional(boolean()) },
  permissions: ({ Name }, { parameters }) => [{ action: 'ssm:GetParameter', resource: parameters.arnOf(Name) }],
  run({ Name, WithDecryption = false }, account) {
    const found = findParameter(Name, account)
    if (found instanceof AwsError) throw found
    return { Parameter: parameterAnswer(found, Name, WithDecryption, account) }
  },
})
