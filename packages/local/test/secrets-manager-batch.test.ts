import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import {
  BatchGetSecretValueCommand,
  type BatchGetSecretValueCommandInput,
  CreateSecretCommand,
  DeleteSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { startLocal } from '../src/index.ts'
import { type Clients, clientsOf, freshFolders, reaching, sessionOf, started } from './started.ts'

const get = ({ secrets }: Clients, input: BatchGetSecretValueCommandInput) => secrets.send(new BatchGetSecretValueCommand(input))
const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource })

async function threeSecrets() {
  let millisecond = 0
  const clients = await started({ now: () => new Date(Date.UTC(2030, 0, 1) + millisecond++) }) // no two are of one moment
  for (const Name of ['prod/a', 'prod/b', 'dev/c']) {
    await clients.secrets.send(new CreateSecretCommand({ Name, SecretString: `of ${Name}` }))
  }
  return clients
}

async function recordsOf({ local }: Clients, eventName: string) {
  const LookupAttributes = [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }]
  const { Events = [] } = await new CloudTrailClient(reaching(local)).send(new LookupEventsCommand({ LookupAttributes }))
  return Events.map(({ CloudTrailEvent = '{}' }) => JSON.parse(CloudTrailEvent))
}

test('several secrets are read at once, texts and bytes, in the order they were asked for', async () => {
  const clients = await threeSecrets()
  await clients.secrets.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary: Uint8Array.of(0, 255) }))
  const { SecretValues, Errors, NextToken } = await get(clients, { SecretIdList: ['prod/b', 'bytes', 'prod/a'] })
  expect(SecretValues).toEqual([
    expect.objectContaining({ Name: 'prod/b', SecretString: 'of prod/b', VersionStages: ['AWSCURRENT'], CreatedDate: expect.any(Date) }),
    expect.objectContaining({ Name: 'bytes', SecretBinary: Uint8Array.of(0, 255) }),
    expect.objectContaining({ Name: 'prod/a', SecretString: 'of prod/a', ARN: expect.stringContaining(':secret:prod/a-') }),
  ])
  expect([Errors, NextToken]).toEqual([[], undefined])
})

test('what cannot be read is told apart and spoils nothing', async () => {
  const clients = await threeSecrets()
  await clients.secrets.send(new CreateSecretCommand({ Name: 'empty' }))
  await clients.secrets.send(new DeleteSecretCommand({ SecretId: 'prod/b' }))
  const { SecretValues, Errors } = await get(clients, { SecretIdList: ['missing', 'prod/a', 'prod/b', 'empty'] })
  expect(SecretValues?.map(({ Name }) => Name)).toEqual(['prod/a'])
  expect(Errors?.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode])).toEqual([
    ['missing', 'ResourceNotFoundException'],
    ['prod/b', 'InvalidRequestException'],
    ['empty', 'ResourceNotFoundException'],
  ])
})

test('a filter chooses the secrets, in pages, without those that wait for their deletion', async () => {
  const clients = await threeSecrets()
  const Filters = [{ Key: 'name' as const, Values: ['prod/'] }]
  const first = await get(clients, { Filters, MaxResults: 1 })
  expect(first.SecretValues?.map(({ SecretString }) => SecretString)).toEqual(['of prod/b'])
  const second = await get(clients, { Filters, MaxResults: 1, NextToken: first.NextToken })
  expect(second.SecretValues?.map(({ SecretString }) => SecretString)).toEqual(['of prod/a'])
  expect(second.NextToken).toBeUndefined()
  await clients.secrets.send(new DeleteSecretCommand({ SecretId: 'prod/b' }))
  const { SecretValues, Errors } = await get(clients, { Filters })
  expect([SecretValues?.map(({ Name }) => Name), Errors]).toEqual([['prod/a'], []])
})

test.each<[string, BatchGetSecretValueCommandInput, string, string]>([
  ['neither names nor filters', {}, 'InvalidParameterException', "Either 'SecretIdList' or 'Filters' must be provided, but not both."],
  ['both', { SecretIdList: ['prod/a'], Filters: [] }, 'InvalidParameterException', "Either 'SecretIdList' or 'Filters' must be provided"],
  ['a page of names', { SecretIdList: ['prod/a'], MaxResults: 1 }, 'InvalidParameterException', "'Filters' not specified."],
  ['21 names', { SecretIdList: Array.from({ length: 21 }, (_, n) => `n${n}`) }, 'ValidationException', 'less than or equal to 20'],
  ['a token that no page gave', { Filters: [], NextToken: 'made-up' }, 'InvalidNextTokenException', ''],
])('a batch of %s is refused', async (_, input, name, message) => {
  await expect(get(await threeSecrets(), input)).rejects.toMatchObject({ name, message: expect.stringContaining(message) })
})

test('the right to the batch reads nothing by itself: each secret takes its own', async () => {
  const administrator = await threeSecrets()
  const account = 'arn:aws:secretsmanager:us-east-1:123456789012:secret'
  const reader = await sessionOf(administrator, 'reader', [
    allow('secretsmanager:BatchGetSecretValue'),
    allow('secretsmanager:GetSecretValue', `${account}:prod/a-??????`),
  ])
  const { SecretValues, Errors } = await get(reader, { SecretIdList: ['prod/a', 'prod/b', 'missing'] })
  expect(SecretValues?.map(({ SecretString }) => SecretString)).toEqual(['of prod/a'])
  const denied = (id: string) =>
    `User: arn:aws:sts::123456789012:assumed-role/reader/tested is not authorized to perform: secretsmanager:GetSecretValue on resource: ${id} because no identity-based policy allows the secretsmanager:GetSecretValue action`
  expect(Errors).toEqual(['prod/b', 'missing'].map((id) => ({ SecretId: id, ErrorCode: 'AccessDeniedException', Message: denied(id) })))
})

test('the rights to every secret are nothing without the right to the batch, and a filter takes the right to list', async () => {
  const administrator = await threeSecrets()
  const reader = await sessionOf(administrator, 'reader', [allow('secretsmanager:GetSecretValue')])
  await expect(get(reader, { SecretIdList: ['prod/a'] })).rejects.toMatchObject({
    name: 'AccessDeniedException',
    message: expect.stringContaining('is not authorized to perform: secretsmanager:BatchGetSecretValue because'),
  })
  const batch = await sessionOf(administrator, 'batch', [allow('secretsmanager:*GetSecretValue')])
  expect((await get(batch, { SecretIdList: ['prod/a'] })).SecretValues).toHaveLength(1)
  await expect(get(batch, { Filters: [] })).rejects.toMatchObject({
    message: expect.stringContaining('is not authorized to perform: secretsmanager:ListSecrets'),
  })
})

test('nothing of a batch is denied while permissions are off', async () => {
  const { dataDir, environment } = freshFolders()
  const first = clientsOf(await startLocal({ port: 0, dataDir, environment }))
  await first.secrets.send(new CreateSecretCommand({ Name: 's', SecretString: 'x' }))
  const nobody = await sessionOf(first, 'nobody', [])
  await first.local.stop()
  const { local } = await started({ dataDir, environment, auth: 'off' })
  const secrets = new SecretsManagerClient({ ...reaching(local), credentials: nobody.secrets.config.credentials })
  const { SecretValues, Errors } = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList: ['s'] }))
  expect([SecretValues?.[0]?.SecretString, Errors]).toEqual(['x', []])
})

test('the trail has the batch, and a read of each of its secrets, without a value', async () => {
  const administrator = await threeSecrets()
  const reader = await sessionOf(administrator, 'reader', [
    allow('secretsmanager:BatchGetSecretValue'),
    allow('secretsmanager:GetSecretValue', 'arn:aws:secretsmanager:*:*:secret:prod/a-??????'),
  ])
  await get(reader, { SecretIdList: ['prod/a', 'prod/b'] })
  const [batch] = await recordsOf(administrator, 'BatchGetSecretValue')
  expect(batch).toMatchObject({ readOnly: true, requestParameters: { secretIdList: ['prod/a', 'prod/b'] }, responseElements: null })
  expect(batch).not.toHaveProperty('errorCode')
  const [refused, read] = await recordsOf(administrator, 'GetSecretValue')
  const userIdentity = { arn: 'arn:aws:sts::123456789012:assumed-role/reader/tested' }
  expect(read).toMatchObject({ readOnly: true, requestParameters: { secretId: 'prod/a' }, responseElements: null, userIdentity })
  expect(read).not.toHaveProperty('errorCode')
  expect(refused).toMatchObject({ errorCode: 'AccessDenied', requestParameters: { secretId: 'prod/b' }, userIdentity })
  expect(read).toMatchObject({ userAgent: batch.userAgent, sourceIPAddress: batch.sourceIPAddress })
  expect(JSON.stringify([batch, refused, read])).not.toContain('of prod')
})
