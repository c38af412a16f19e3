import type { ProjectFunction } from '@sallyport/project'
import { expect, test } from 'vitest'
import { keysInApp } from './keys-in-app.ts'

const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd'
const told = (...statements: readonly object[]) => {
  const template = { policies: [{ statements }] } as unknown as ProjectFunction['template'] // no more of it is looked at
  return keysInApp({ knownKeys: { 'prod/stripe': key }, unknown: [] }, { template })
}
const decrypt = { Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [key] }

test.each([
  ['it by its ARN', {}],
  ['every action of KMS on it', { Action: ['kms:*'] }],
  ['every action on it', { Action: ['*'] }],
  ['any key', { Resource: ['*'] }],
])('a role that may decrypt with %s lacks no key', (_name, more) => {
  expect(told({ ...decrypt, ...more })).toEqual([])
})

test.each([
  ['is denied it', { Effect: 'Deny' }],
  ['may do something else', { Action: ['kms:Encrypt'] }],
  ['may decrypt with another', { Resource: [`${key}-other`] }],
])('a role that %s is told to lack the key', (_name, more) => {
  expect(told({ ...decrypt, ...more })).toEqual([`prod/stripe is under the key ${key}, which the role may not decrypt with`])
})
