import { expect, test } from 'vitest'
import type { FoundPlace } from '../place/found-place.ts'
import type { Environment } from './credentials/environment.ts'
import { refusal } from './refusal.ts'
import { ruleFor } from './rules.ts'

const secret = { service: 'secretsmanager', secret: 'prod/stripe' } as const
const parameter = { service: 'ssm', secret: '/prod/weather/key' } as const

interface Case extends Partial<Pick<FoundPlace, 'service'>> {
  readonly secret?: string
  readonly name?: string
  readonly message?: string
  readonly env?: Environment
  readonly status?: number
}
const refused = ({ secret: id = 'prod/stripe', service = 'secretsmanager', ...cased }: Case) => {
  const { name = 'AccessDeniedException', message = '', env = {}, status = 400 } = cased
  const cause = Object.assign(new Error(message), { name })
  return refusal([{ service, id, name: id, region: 'eu-west-1', version: {} }], ruleFor(status, cause), cause, env, 'request-1')
}
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
    'a secret that is declared by its ARN',
    { ...secret, secret: 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:prod/stripe-AbCdEf' },
    said('secretsmanager:GetSecretValue', 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:prod/stripe-AbCdEf'),
    ['secretsmanager:GetSecretValue', 'arn:aws-cn:secretsmanager:cn-north-1:123456789012:secret:prod/stripe-AbCdEf'],
  ],
  [
    'a parameter',
    parameter,
    said('ssm:GetParameters', 'arn:aws-cn:ssm:eu-west-1:123456789012:parameter/prod/weather/key'),
    ['ssm:GetParameters', 'arn:aws-cn:ssm:eu-west-1:123456789012:parameter/prod/weather/key'],
  ],
  [
    'a key',
    parameter,
    said('kms:Decrypt', 'arn:aws-cn:kms:eu-west-1:123456789012:key/1234'),
    ['kms:Decrypt', 'arn:aws-cn:kms:eu-west-1:123456789012:key/1234'],
  ],
] as const)('names the very statement that is missing for %s', ([, place, message, [Action, Resource]]) => {
  const error = refused({ ...place, message })
  expect(error.message).toContain(`add ${JSON.stringify({ Effect: 'Allow', Action, Resource })} to its policy`)
  expect(error).toMatchObject({ code: 'ACCESS_DENIED', secret: place.secret, requestId: 'request-1' })
})

test('names the role, and in Lambda the command that grants', () => {
  const error = refused({
    message: said('secretsmanager:GetSecretValue', 'prod/stripe'),
    env: { AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
  })
  expect(error.message).toMatch(
    /^role checkout-role may not read secret prod\/stripe, or it is not stored: .*, or run "sallyport grant checkout"$/,
  )
})

test('names a user', () => {
  const byUser = said('secretsmanager:GetSecretValue', 'prod/stripe').replace(user, 'arn:aws:iam::123456789012:user/ada')
  expect(refused({ message: byUser }).message).toMatch(/^user ada may not read secret prod\/stripe, .*:123456789012:secret:/)
})

test.for([
  [
    'a secret that AWS names by its ARN',
    secret,
    'secretsmanager:GetSecretValue',
    'arn:aws:secretsmanager:eu-west-1:1:secret:prod/stripe-AbCdEf',
  ],
  ['a parameter', parameter, 'ssm:GetParameters', 'arn:aws:ssm:eu-west-1:1:parameter/prod/weather/key'],
  ['a secret whose key is refused', secret, 'kms:Decrypt', 'arn:aws:kms:eu-west-1:1:key/1234'],
] as const)('does not doubt that it is stored, of %s', ([, place, action, on]) => {
  expect(refused({ ...place, message: said(action, on) }).message).not.toContain('not stored')
})

test('does not tell to add a statement where one denies', () => {
  const message = said('secretsmanager:GetSecretValue', 'prod/stripe', 'with an explicit deny in a resource-based policy')
  expect(refused({ message }).message).toMatch(/does not give secret prod\/stripe .*explicit deny in a resource-based policy/)
})

test.for([
  ['Access to KMS is not allowed', 'allow kms:Decrypt on its key'],
  ['no words of its own', 'no words of its own'],
] as const)('says of "%s", which names no one, "%s"', ([message, remedy]) => {
  expect(refused({ message }).message).toBe(`AWS in eu-west-1 does not give secret prod/stripe (AccessDeniedException): ${remedy}`)
})

test('keeps AWS’s own error as the cause', () => {
  const { cause } = refused({ message: 'no' })
  expect(cause).toMatchObject({ name: 'AccessDeniedException', message: 'no' })
})

test.for([
  [
    'SECRET_NOT_FOUND',
    { name: 'ResourceNotFoundException' },
    'AWS in eu-west-1 does not give secret prod/stripe (ResourceNotFoundException): run "sallyport put prod/stripe"',
  ],
  [
    'THROTTLED',
    { name: 'ThrottlingException' },
    'AWS in eu-west-1 does not give secret prod/stripe (ThrottlingException): raise ttlSeconds',
  ],
  [
    'AWS_UNREACHABLE',
    { name: 'ECONNREFUSED', status: 0 },
    'AWS in eu-west-1 does not give secret prod/stripe (ECONNREFUSED): check network and endpoint',
  ],
  [
    'AWS_REFUSED',
    { name: 'DecryptionFailure', message: 'key is off' },
    'AWS in eu-west-1 does not give secret prod/stripe (DecryptionFailure): key is off',
  ],
] as const)('says of %s what to do', ([code, over, sentence]) => {
  expect(refused(over)).toMatchObject({ code, message: sentence })
})
