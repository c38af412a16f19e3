import { describe, expect, test } from 'vitest'
import { compilePolicy } from '../evaluation/compile-policy.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import { parsePolicy } from '../policy-document/parse-policy.ts'
import { resourcePolicyAllows } from '../trust/resource-policy.ts'
import { batchReadStatement } from './batch-read.ts'
import { keyOwnerStatement, secretOwnerStatement } from './other-account.ts'
import { policyOf } from './policy-of.ts'
import { secretReadStatement } from './secret-read.ts'

const owner = '444455556666'
const secretArn = `arn:aws:secretsmanager:eu-west-1:${owner}:secret:partner-AbCdEf`
const keyArn = `arn:aws:kms:eu-west-1:${owner}:key/mrk-1234abcd`
const roleArn = 'arn:aws:iam::111122223333:role/functions/checkout-role'
const reader = { arn: 'arn:aws:sts::111122223333:assumed-role/checkout-role/session', accountId: '111122223333' }
const read = { place: { arn: secretArn }, roleArn, region: 'eu-west-1', accountId: '111122223333' }
const decryptContext = { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': secretArn }

const ask = (
  statement: ReturnType<typeof secretOwnerStatement>,
  principal: typeof reader,
  action: string,
  context = {},
  resource = secretArn,
) => resourcePolicyAllows(parsePolicy(policyOf([statement]), { kind: 'resource' }), { principal, action, resource, context })

describe("the owner's resource policy", () => {
  test('lets the role read, and nobody else of its account', () => {
    const statement = secretOwnerStatement(read)
    expect(ask(statement, reader, 'secretsmanager:GetSecretValue')).toMatchObject({ allowed: true, namedAs: 'principal' })
    const other = { ...reader, arn: reader.arn.replace('checkout-role', 'refund-role') }
    expect(ask(statement, other, 'secretsmanager:GetSecretValue').allowed).toBe(false)
    expect(ask(statement, reader, 'secretsmanager:PutSecretValue').allowed).toBe(false)
  })

  test('keeps the version stage of the declaration', () => {
    const statement = secretOwnerStatement({ ...read, versionStage: 'AWSCURRENT' })
    expect(ask(statement, reader, 'secretsmanager:GetSecretValue').allowed).toBe(false)
    const context = { 'secretsmanager:VersionStage': 'AWSCURRENT' }
    expect(ask(statement, reader, 'secretsmanager:GetSecretValue', context).allowed).toBe(true)
  })
})

test("the key's policy lets Secrets Manager alone decrypt for the role, and only this secret", () => {
  const statement = keyOwnerStatement({ ...read, service: 'secretsmanager' })
  expect(ask(statement, reader, 'kms:Decrypt', decryptContext, keyArn)).toMatchObject({ allowed: true, namedAs: 'principal' })
  expect(ask(statement, reader, 'kms:Decrypt', {}, keyArn).allowed).toBe(false)
  expect(ask(statement, reader, 'kms:Encrypt', decryptContext, keyArn).allowed).toBe(false)
  const another = { ...decryptContext, 'kms:EncryptionContext:SecretARN': secretArn.replace('partner', 'other') }
  expect(ask(statement, reader, 'kms:Decrypt', another, keyArn).allowed).toBe(false)
})

test("the role's own policy names secret and key of the other account", () => {
  const policy = compilePolicy('sallyport', policyOf(secretReadStatement({ ...read, kmsKeyArn: keyArn })))
  const may = (action: string, resource: string, context = {}) => evaluate([policy], { action, resource, context }).allowed
  expect(may('secretsmanager:GetSecretValue', secretArn)).toBe(true)
  expect(may('secretsmanager:GetSecretValue', secretArn.replace(owner, '111122223333'))).toBe(false)
  expect(may('kms:Decrypt', keyArn, decryptContext)).toBe(true)
})

test.each([
  'arn:aws:iam::111122223333:root',
  'arn:aws:iam::111122223333:role/*',
  'arn:aws:iam::*:role/a',
  'checkout-role',
  'arn:aws:sts::111122223333:assumed-role/a/b',
])('%s is no role that is let in', (each) => {
  expect(() => secretOwnerStatement({ ...read, roleArn: each })).toThrow('role ARN')
  expect(() => keyOwnerStatement({ ...read, service: 'secretsmanager', roleArn: each })).toThrow('role ARN')
})

test('a batch grants no value by itself', () => {
  const policy = compilePolicy('sallyport', policyOf([batchReadStatement()]))
  const may = (action: string, resource: string) => evaluate([policy], { action, resource, context: {} }).allowed
  expect(may('secretsmanager:BatchGetSecretValue', '*')).toBe(true)
  expect(may('secretsmanager:GetSecretValue', secretArn)).toBe(false)
})

test("the policy of a parameter's key is bound to Parameter Store and the parameter", () => {
  const arn = `arn:aws:ssm:eu-west-1:${owner}:parameter/shared/key`
  expect(keyOwnerStatement({ ...read, service: 'ssm', place: { arn } })).toEqual({
    Sid: 'DecryptFromOtherAccount',
    Effect: 'Allow',
    Principal: { AWS: [roleArn] },
    Action: ['kms:Decrypt'],
    Resource: ['*'],
    Condition: { StringEquals: { 'kms:EncryptionContext:PARAMETER_ARN': [arn], 'kms:ViaService': ['ssm.eu-west-1.amazonaws.com'] } },
  })
})
