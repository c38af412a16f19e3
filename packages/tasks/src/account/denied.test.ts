import { expect, test } from 'vitest'
import { deniedError } from './denied.ts'

const account = { target: 'aws', accountId: '123456789012', partition: 'aws', region: 'eu-west-1', endpoint: undefined } as const
const who = 'User: arn:aws:sts::123456789012:assumed-role/writer/ci'
const because = 'because no identity-based policy allows it'

test('names the statement to add, with the ARN pattern of a secret that AWS called by name', () => {
  const error = deniedError(
    new Error(`${who} is not authorized to perform: secretsmanager:PutSecretValue on resource: prod/stripe ${because}`),
    account,
  )
  expect(error.code).toBe('DENIED')
  expect(error.statement).toEqual({
    Effect: 'Allow',
    Action: 'secretsmanager:PutSecretValue',
    Resource: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-??????',
  })
  expect(error.message).toMatch(/^assumed-role\/writer\/ci may not secretsmanager:PutSecretValue on prod\/stripe: add \{/)
})

test('keeps a full ARN, and takes * for an operation without a resource', () => {
  const full = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf'
  const on = (rest: string) =>
    deniedError(new Error(`${who} is not authorized to perform: ${rest} ${because}`), account).statement?.Resource
  expect(on(`secretsmanager:GetSecretValue on resource: ${full}`)).toBe(full)
  expect(on('secretsmanager:ListSecrets')).toBe('*')
  expect(on('iam:PutRolePolicy on resource: role checkout-role')).toBe('arn:aws:iam::123456789012:role/checkout-role')
  expect(on('ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/x')).toBe(
    'arn:aws:ssm:eu-west-1:123456789012:parameter/x',
  )
})

test('asks for a deny to be removed, since no statement could be added against it', () => {
  const error = deniedError(
    new Error(
      `${who} is not authorized to perform: iam:PutRolePolicy on resource: role r with an explicit deny in an identity-based policy`,
    ),
    account,
  )
  expect(error.statement).toBeUndefined()
  expect(error.message).toContain('remove that deny')
})

test('tells of the key when it is the key that is refused', () => {
  expect(deniedError(new Error('Access to KMS is not allowed'), account).message).toContain('kms:Decrypt')
})
