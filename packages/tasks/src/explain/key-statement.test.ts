import { expect, test } from 'vitest'
import { identityOf } from './identity.ts'
import { isOfUnnamedKey, keyStatement } from './key-statement.ts'
import { samSnippet } from './sam-snippet.ts'

const identity = identityOf('arn:aws:sts::111122223333:assumed-role/r/f')
const missing = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource }) as const
const services = (region: string) => ['secretsmanager', 'ssm'].map((service) => `${service}.${region}.amazonaws.com`)

test('the statement for a key that is not named leaves its place open, and never is for every key', () => {
  expect(keyStatement(missing('kms:Decrypt'), identity, 'eu-west-1')).toEqual({
    ...missing('kms:Decrypt', 'arn:aws:kms:eu-west-1:ACCOUNT:key/KEY'),
    Condition: { StringEquals: { 'kms:ViaService': services('eu-west-1') } },
  })
  expect(keyStatement(missing('kms:Encrypt'), identity, '*')).toEqual(missing('kms:Encrypt', 'arn:aws:kms:REGION:ACCOUNT:key/KEY'))
})

test('the statement for a key that is named is for that key, through the services of its region', () => {
  const key = 'arn:aws:kms:us-west-2:111122223333:key/1'
  expect(keyStatement(missing('kms:Decrypt', key), identity, 'eu-west-1')).toEqual({
    ...missing('kms:Decrypt', key),
    Condition: { StringEquals: { 'kms:ViaService': services('us-west-2') } },
  })
})

test.each(['kms:ListKeys', 'kms:CreateKey', 'kms:DescribeCustomKeyStores'])('what is about no key takes * alone: %s', (action) => {
  expect(isOfUnnamedKey({ action, resource: undefined })).toBe(false)
  expect(keyStatement(missing(action), identity, 'eu-west-1')).toEqual(missing(action))
})

test('a template of AWS SAM has the condition too', () => {
  expect(samSnippet(keyStatement(missing('kms:Decrypt', 'arn:aws:kms:us-west-2:1:key/1'), identity, '*'))).toContain(
    `        Condition:\n          StringEquals:\n            kms:ViaService: ${JSON.stringify(services('us-west-2'))}`,
  )
})
