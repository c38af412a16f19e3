import type { PolicyDocument } from '@sallyport/iam'
import { expect, test } from 'vitest'
import { keptStatements } from './kept-statements.ts'
import type { ToldRead } from './other-reads.ts'

const statement = (...Action: string[]) => ({ Effect: 'Allow' as const, Action, Resource: ['arn:aws:x'] })
const policy = (...Statement: PolicyDocument['Statement']): PolicyDocument => ({ Version: '2012-10-17', Statement })
const read = (changes: Partial<ToldRead>): ToldRead => ({
  by: 'Powertools',
  service: 'secretsmanager',
  at: 'src/a.ts:1',
  granted: false,
  ...changes,
})

const secrets = statement('secretsmanager:GetSecretValue')
const parameters = statement('ssm:GetParameter')
const bucket = statement('s3:GetObject')

test.each<[string, ToldRead[], PolicyDocument['Statement']]>([
  ['everything is known', [read({ granted: true })], []],
  ['an action is known and its name is not', [read({ action: 'secretsmanager:GetSecretValue' })], [secrets]],
  ['another action is', [read({ service: 'ssm', action: 'ssm:GetParameters' })], []],
  ['only the client is seen', [read({ service: 'ssm' })], [parameters]],
])('of what a role has, what may be for it stays when %s', async (_, reads, kept) => {
  expect(await keptStatements(policy(secrets, parameters, bucket), reads)).toEqual(kept)
})

test.each([['secretsmanager:Get*'], ['SECRETSMANAGER:getsecretvalue'], ['*'], ['kms:Decrypt']])('%s may be for it', async (action) => {
  expect(await keptStatements(policy(statement(action)), [read({ action: 'secretsmanager:GetSecretValue' })])).toHaveLength(1)
})

test('a role without our policy has nothing to keep', async () => {
  expect(await keptStatements(undefined, [read({})])).toEqual([])
})

test('what may decrypt stays as long as a key is not known, and nothing else does', async () => {
  const decrypt = statement('kms:Decrypt')
  const unknown = [{ name: 'prod/stripe', service: 'secretsmanager' as const, reason: 'the caller may not ask' }]
  expect(await keptStatements(policy(secrets, decrypt), [read({ granted: true })], unknown)).toEqual([decrypt])
  expect(await keptStatements(policy(secrets, decrypt), [read({ granted: true })], [])).toEqual([])
})
