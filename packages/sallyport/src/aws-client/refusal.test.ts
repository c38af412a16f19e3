import { expect, test } from 'vitest'
import { type Refused, refusal } from './refusal.ts'

const secret = { service: 'secretsmanager', secret: 'prod/stripe' } as const
const parameter = { service: 'ssm', secret: '/prod/weather/key' } as const
const refused = (over: Partial<Refused>): Refused => ({
  ...secret,
  region: 'eu-west-1',
  code: 'ACCESS_DENIED',
  name: 'AccessDeniedException',
  message: '',
  requestId: 'request-1',
  ...over,
})
const user = 'arn:aws-cn:sts::123456789012:assumed-role/checkout-role/checkout'
const said = (action: string, on: string, because = 'because no identity-based policy allows the action') =>
  `User: ${user} is not authorized to perform: ${action} on resource: ${on} ${because}`

test.for([
  [
    'a secret that AWS names by its ARN',
    secret,
    said('secretsmanager:GetSecretValue', 'arn:aws-cn:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf'),
    ['secretsmanager:GetSecretValue', 'arn:aws-cn:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf'],
  ],
  [
    'a secret that AWS names as it was asked for',
    secret,
    said('secretsmanager:GetSecretValue', 'prod/stripe'),
    ['secretsmanager:GetSecretValue', 'arn:aws-cn:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-??????'],
  ],
  [
    'a secret, when AWS says nothing',
    secret,
    '',
    ['secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:eu-west-1:*:secret:prod/stripe-??????'],
  ],
  [
    'a parameter',
    parameter,
    said('ssm:GetParameters', 'arn:aws-cn:ssm:eu-west-1:123456789012:parameter/prod/weather/key'),
    ['ssm:GetParameters', 'arn:aws-cn:ssm:eu-west-1:123456789012:parameter/prod/weather/key'],
  ],
  ['a parameter, when AWS says nothing', parameter, '', ['ssm:GetParameters', 'arn:aws:ssm:eu-west-1:*:parameter/prod/weather/key']],
  [
    'a key',
    parameter,
    said('kms:Decrypt', 'arn:aws-cn:kms:eu-west-1:123456789012:key/1234'),
    ['kms:Decrypt', 'arn:aws-cn:kms:eu-west-1:123456789012:key/1234'],
  ],
  ['a key that AWS does not name', secret, 'Access to KMS is not allowed', ['kms:Decrypt', 'ARN of its KMS key']],
] as const)('names the very statement that is missing for %s', ([, place, message, [Action, Resource]]) => {
  const error = refusal(refused({ ...place, message }), {})
  expect(error.message).toContain(`add ${JSON.stringify({ Effect: 'Allow', Action, Resource })} to its policy`)
  expect(error).toMatchObject({ code: 'ACCESS_DENIED', secret: place.secret, requestId: 'request-1' })
})

test('names the role, and in Lambda the command that grants', () => {
  const error = refusal(refused({ message: said('secretsmanager:GetSecretValue', 'prod/stripe') }), {
    AWS_LAMBDA_FUNCTION_NAME: 'checkout',
  })
  expect(error.message).toMatch(
    /^assumed-role\/checkout-role\/checkout may not read secret prod\/stripe: .*, or run "sallyport grant checkout"$/,
  )
})

test('does not tell to add a statement where one denies', () => {
  const message = said('secretsmanager:GetSecretValue', 'prod/stripe', 'with an explicit deny in a resource-based policy')
  expect(refusal(refused({ message }), {}).message).toMatch(/does not give secret prod\/stripe .*explicit deny in a resource-based policy/)
})

test('keeps AWS’s own error as the cause', () => {
  const { cause } = refusal(refused({ message: 'no' }), {})
  expect(cause).toMatchObject({ name: 'AccessDeniedException', message: 'no' })
})

test.for([
  [
    'SECRET_NOT_FOUND',
    { name: 'ResourceNotFoundException' },
    'secret prod/stripe does not exist in eu-west-1: run "sallyport put prod/stripe"',
  ],
  [
    'THROTTLED',
    { name: 'ThrottlingException' },
    'AWS in eu-west-1 does not give secret prod/stripe (ThrottlingException): raise ttlSeconds or the quota',
  ],
  [
    'AWS_UNREACHABLE',
    { name: 'ECONNREFUSED' },
    'AWS in eu-west-1 does not give secret prod/stripe (ECONNREFUSED): look at the network and the endpoint',
  ],
  [
    'AWS_REFUSED',
    { name: 'DecryptionFailure', message: 'key is off' },
    'AWS in eu-west-1 does not give secret prod/stripe (DecryptionFailure): key is off',
  ],
] as const)('says of %s what to do', ([code, over, sentence]) => {
  expect(refusal(refused({ code, ...over }), {})).toMatchObject({ code, message: sentence })
})
