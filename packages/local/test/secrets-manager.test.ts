import { randomUUID } from 'node:crypto'
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager'
import { expect, test } from 'vitest'
import { reaching, started } from './started.ts'

const dayMs = 86_400_000

async function created(secrets: SecretsManagerClient, Name: string, SecretString = 'first') {
  return await secrets.send(new CreateSecretCommand({ Name, SecretString }))
}

async function stringIn(secrets: SecretsManagerClient, SecretId: string) {
  return (await secrets.send(new GetSecretValueCommand({ SecretId }))).SecretString
}

test('a secret is read back by its name, its ARN and its ARN without the last six characters', async () => {
  const { secrets } = await started()
  const { ARN = '', Name, VersionId } = await created(secrets, 'prod/stripe')
  expect(ARN).toMatch(/^arn:aws:secretsmanager:us-east-1:123456789012:secret:prod\/stripe-[A-Za-z0-9]{6}$/)
  for (const SecretId of ['prod/stripe', ARN, ARN.slice(0, -7)]) {
    const read = await secrets.send(new GetSecretValueCommand({ SecretId }))
    expect(read).toMatchObject({ ARN, Name, VersionId, SecretString: 'first', VersionStages: ['AWSCURRENT'] })
    expect(read.SecretBinary).toBeUndefined()
    expect(read.CreatedDate).toBeInstanceOf(Date)
  }
})

test.each([
  ['one byte', 'x'],
  ['64 KB', 'y'.repeat(65_536)],
  ['every plane of Unicode', 'käse €\u0000\u001f"\\\u2028😀'],
])('a text of %s comes back as it was stored', async (_name, SecretString) => {
  const { secrets } = await started()
  await created(secrets, 'text', SecretString)
  expect(await stringIn(secrets, 'text')).toBe(SecretString)
})

test('bytes come back as they were stored', async () => {
  const { secrets } = await started()
  const SecretBinary = Uint8Array.from({ length: 256 }, (_, index) => index)
  await secrets.send(new CreateSecretCommand({ Name: 'bytes', SecretBinary }))
  const read = await secrets.send(new GetSecretValueCommand({ SecretId: 'bytes' }))
  expect(read.SecretBinary).toEqual(SecretBinary)
  expect(read.SecretString).toBeUndefined()
})

test('a name of 512 characters, and one of every character allowed, can be stored', async () => {
  const { secrets } = await started()
  for (const name of ['n'.repeat(512), '-/_+=.@!aZ09']) {
    await created(secrets, name)
    expect(await stringIn(secrets, name)).toBe('first')
  }
})

test('a secret without a value has no version, and says so', async () => {
  const { secrets } = await started()
  const answer = await secrets.send(new CreateSecretCommand({ Name: 'empty' }))
  expect(answer.VersionId).toBeUndefined()
  const described = await secrets.send(new DescribeSecretCommand({ SecretId: 'empty' }))
  expect(described.VersionIdsToStages).toBeUndefined()
  await expect(secrets.send(new GetSecretValueCommand({ SecretId: 'empty' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT",
  })
})

test('a new value is AWSCURRENT and the one before AWSPREVIOUS', async () => {
  const { secrets } = await started()
  const { VersionId: first = '' } = await created(secrets, 's')
  const { VersionId: second = '' } = await secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'second' }))
  const { VersionId: third = '' } = await secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString: 'third' }))
  const { VersionIdsToStages } = await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))
  expect(VersionIdsToStages).toEqual({ [second]: ['AWSPREVIOUS'], [third]: ['AWSCURRENT'] })
  const read = async (wanted: object) => (await secrets.send(new GetSecretValueCommand({ SecretId: 's', ...wanted }))).SecretString
  expect(await read({})).toBe('third')
  expect(await read({ VersionStage: 'AWSPREVIOUS' })).toBe('second')
  expect(await read({ VersionId: second })).toBe('second')
  expect(await read({ VersionId: first })).toBe('first')
  expect(await read({ VersionId: second, VersionStage: 'AWSPREVIOUS' })).toBe('second')
})

test('stages of its own move to the new version and leave AWSCURRENT where it is', async () => {
  const { secrets } = await started()
  const { VersionId: first = '' } = await created(secrets, 's')
  const put = async (SecretString: string, VersionStages: string[]) =>
    (await secrets.send(new PutSecretValueCommand({ SecretId: 's', SecretString, VersionStages }))).VersionId ?? ''
  await put('second', ['blue', 'AWSPENDING'])
  const third = await put('third', ['blue'])
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))
  expect(VersionIdsToStages[first]).toEqual(['AWSCURRENT'])
  expect(VersionIdsToStages[third]).toEqual(['blue'])
  expect(await stringIn(secrets, 's')).toBe('first')
})

test('a request that is sent twice stores once', async () => {
  const { secrets } = await started()
  const ClientRequestToken = randomUUID()
  const create = new CreateSecretCommand({ Name: 's', SecretString: 'first', ClientRequestToken })
  const first = await secrets.send(create)
  const again = await secrets.send(create)
  expect([again.ARN, again.VersionId]).toEqual([first.ARN, first.VersionId])
  const put = new PutSecretValueCommand({ SecretId: 's', SecretString: 'second', ClientRequestToken: randomUUID() })
  await secrets.send(put)
  await secrets.send(put)
  const { VersionIdsToStages = {} } = await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))
  expect(Object.keys(VersionIdsToStages)).toHaveLength(2)
})

test('a description tells what was stored, and nothing that was not', async () => {
  const now = new Date('2030-01-01T00:00:00.123Z')
  const { secrets } = await started({ now: () => now })
  const Tags = [{ Key: 'team', Value: 'payments' }]
  await secrets.send(
    new CreateSecretCommand({ Name: 'full', Description: 'a key', Tags, KmsKeyId: 'alias/aws/secretsmanager', SecretString: 'x' }),
  )
  await created(secrets, 'bare')
  const { $metadata: _, ...full } = await secrets.send(new DescribeSecretCommand({ SecretId: 'full' }))
  expect(full).toMatchObject({ Description: 'a key', Tags, KmsKeyId: 'alias/aws/secretsmanager', CreatedDate: now, LastChangedDate: now })
  const { $metadata: __, ...bare } = await secrets.send(new DescribeSecretCommand({ SecretId: 'bare' }))
  expect(Object.keys(bare).sort()).toEqual(['ARN', 'CreatedDate', 'LastChangedDate', 'Name', 'VersionIdsToStages'])
})

test('the day of the last read is kept, once somebody read', async () => {
  const now = new Date('2030-05-05T12:34:56Z')
  const { secrets } = await started({ now: () => now })
  await created(secrets, 's')
  await stringIn(secrets, 's')
  await expect
    .poll(async () => (await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))).LastAccessedDate)
    .toEqual(new Date('2030-05-05T00:00:00Z'))
})

test('a deleted secret waits its days, is hidden from the list, and is gone afterwards', async () => {
  let now = new Date('2030-01-01T00:00:00Z')
  const { secrets } = await started({ now: () => now })
  const first = await created(secrets, 's')
  const { DeletionDate } = await secrets.send(new DeleteSecretCommand({ SecretId: 's', RecoveryWindowInDays: 7 }))
  expect(DeletionDate).toEqual(new Date('2030-01-08T00:00:00Z'))
  expect((await secrets.send(new DescribeSecretCommand({ SecretId: 's' }))).DeletedDate).toEqual(now)
  expect((await secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
  expect((await secrets.send(new ListSecretsCommand({ IncludePlannedDeletion: true }))).SecretList).toHaveLength(1)
  now = new Date(now.getTime() + 7 * dayMs - 1)
  await expect(stringIn(secrets, 's')).rejects.toMatchObject({ name: 'InvalidRequestException' })
  now = new Date(now.getTime() + 1)
  await expect(stringIn(secrets, 's')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const again = await created(secrets, 's', 'anew')
  expect(again.ARN).not.toBe(first.ARN)
  expect(await stringIn(secrets, 's')).toBe('anew')
})

test('the window is 30 days unless asked, and forced deletion is at once', async () => {
  const now = new Date('2030-01-01T00:00:00Z')
  const { secrets } = await started({ now: () => now })
  await created(secrets, 'default')
  const { DeletionDate } = await secrets.send(new DeleteSecretCommand({ SecretId: 'default' }))
  expect(DeletionDate).toEqual(new Date(now.getTime() + 30 * dayMs))
  const force = (SecretId: string) => secrets.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true }))
  await force('default')
  expect((await force('never-there')).Name).toBe('never-there')
  await created(secrets, 'default', 'anew')
  expect(await stringIn(secrets, 'default')).toBe('anew')
})

test('the list is paged without losing or doubling a secret, while others are stored', async () => {
  const { secrets } = await started()
  const names = Array.from({ length: 25 }, (_, index) => `n${String(index).padStart(2, '0')}`)
  for (const name of names) await created(secrets, name)
  const seen: string[] = []
  let NextToken: string | undefined
  do {
    const page = await secrets.send(
      new ListSecretsCommand({ MaxResults: 10, SortBy: 'name', SortOrder: 'asc', ...(NextToken === undefined ? {} : { NextToken }) }),
    )
    seen.push(...(page.SecretList ?? []).map(({ Name = '' }) => Name))
    if (NextToken === undefined) await created(secrets, 'a-earlier-name')
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  expect(seen).toEqual(names)
})

test('the list is filtered: values of a filter are alternatives, filters add up, ! negates', async () => {
  const { secrets } = await started()
  const create = (Name: string, more: object) => secrets.send(new CreateSecretCommand({ Name, SecretString: 'x', ...more }))
  await create('prod/stripe', { Description: 'Payment key', Tags: [{ Key: 'team', Value: 'payments' }] })
  await create('prod/weather', { Description: 'weather API', Tags: [{ Key: 'team', Value: 'web' }] })
  await create('dev/stripe', {})
  const list = async (...Filters: { Key: 'name' | 'description' | 'tag-key' | 'tag-value' | 'all'; Values: string[] }[]) =>
    (await secrets.send(new ListSecretsCommand({ Filters, SortBy: 'name', SortOrder: 'asc' }))).SecretList?.map(({ Name }) => Name)
  expect(await list({ Key: 'name', Values: ['prod/'] })).toEqual(['prod/stripe', 'prod/weather'])
  expect(await list({ Key: 'name', Values: ['Prod/'] })).toEqual([])
  expect(await list({ Key: 'name', Values: ['dev/', 'prod/w'] })).toEqual(['dev/stripe', 'prod/weather'])
  expect(await list({ Key: 'name', Values: ['!prod/'] })).toEqual(['dev/stripe'])
  expect(await list({ Key: 'description', Values: ['pay'] })).toEqual(['prod/stripe'])
  expect(await list({ Key: 'name', Values: ['prod/'] }, { Key: 'tag-value', Values: ['web'] })).toEqual(['prod/weather'])
  expect(await list({ Key: 'tag-key', Values: ['team'] })).toEqual(['prod/stripe', 'prod/weather'])
  expect(await list({ Key: 'all', Values: ['stripe'] })).toEqual(['dev/stripe', 'prod/stripe'])
})

test('each region has its own secrets', async () => {
  const { local, secrets } = await started()
  await created(secrets, 's', 'of us-east-1')
  const elsewhere = new SecretsManagerClient({ ...reaching(local), region: 'eu-central-1' })
  await expect(stringIn(elsewhere, 's')).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
  const { ARN } = await created(elsewhere, 's', 'of eu-central-1')
  expect(ARN).toContain(':eu-central-1:')
  expect(await stringIn(secrets, 's')).toBe('of us-east-1')
})
