// The runtime as it ships, against AWS on loopback: what signs and what verifies are separate code, and the troubles are the server's own.
import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { IAM } from '@aws-sdk/client-iam'
import { CreateSecretCommand, GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { STS } from '@aws-sdk/client-sts'
import { type Local, startLocal } from '@sallyport/local'
import { apiKey, configure, load, login, onEvent, type SallyportEvent, text } from 'sallyport'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'

let local: Local
let secrets: SecretsManagerClient
let parameters: SSMClient

beforeAll(async () => {
  local = await startLocal({ port: 0 })
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  secrets = new SecretsManagerClient(settings)
  parameters = new SSMClient(settings)
  process.env['AWS_ENDPOINT_URL'] = local.endpoint
})

beforeEach(async () => {
  await faults([])
  configure({ stage: 'test', region: local.region, credentials: async () => local })
})

afterAll(async () => {
  secrets.destroy()
  parameters.destroy()
  await local.stop()
})

test('reads a secret of each kind', async () => {
  await store('test/text', 'a value')
  await store('test/key', 'sk_1')
  await store('test/fields', '{"STRIPE_KEY":"sk_2","other":"x"}')
  await store('test/login', '{"username":"ada","password":"pw"}')
  const key = apiKey('{stage}/key')
  const field = apiKey('{stage}/fields', { field: 'STRIPE_KEY' })
  const crm = login('{stage}/login')
  expect((await text('{stage}/text').get()).reveal()).toBe('a value')
  await load(key, field, crm)
  expect([key.peek()?.reveal(), field.peek()?.reveal(), crm.peek()?.reveal()]).toEqual([
    'sk_1',
    'sk_2',
    { username: 'ada', password: 'pw' },
  ])
})

test.each(['plain', 'with/slash', 'odd_=+.@!-name', 'a-b-AbCdEf'])('a name is signed and read as it is: %s', async (name) => {
  await store(name, `value of ${name}`)
  expect((await text(name).get()).reveal()).toBe(`value of ${name}`)
})

test('a value keeps every character', async () => {
  const value = 'line\nзначение "quoted" \\ 🔑 \u0000 end\n'
  await store('characters', value)
  expect((await text('characters').get()).reveal()).toBe(value)
})

test('reads begun in one tick make one request for parameters, ten to a call, and one for each secret', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `/test/parameter-${i}`)
  for (const Name of names) await parameters.send(new PutParameterCommand({ Name, Type: 'SecureString', Value: `value of ${Name}` }))
  const before = await eventIds()
  const values = await Promise.all(names.map((parameter) => text({ parameter }).get()))
  expect(values.map((value) => value.reveal())).toEqual(names.map((name) => `value of ${name}`))
  expect(await operationsSince(before)).toEqual({ GetParameters: 2 })
})

test('a thousand reads at once make one request', async () => {
  await store('crowd', 'one')
  const before = await eventIds()
  const crowd = text('crowd')
  await Promise.all(Array.from({ length: 1_000 }, () => crowd.get()))
  expect(await operationsSince(before)).toEqual({ GetSecretValue: 1 })
})

test.each([
  ['a throttle', { kind: 'throttle', times: 2 }],
  ['an error of AWS', { kind: 'error500', times: 2 }],
  ['a dropped connection', { kind: 'drop', times: 2 }],
  ['a delay', { kind: 'delay', delayMs: 400, times: 1 }],
])('a first read outlasts %s', async (name, fault) => {
  await store(`fault/${name.replaceAll(' ', '-')}`, 'outlasted')
  await faults([{ operation: 'GetSecretValue', rate: 1, ...fault }])
  expect((await text(`fault/${name.replaceAll(' ', '-')}`).get()).reveal()).toBe('outlasted')
})

test('serves the last good value while AWS is down, and says so in an event; a fresh one when it is back', async () => {
  await store('outage', 'before')
  const secret = text('outage', { ttlSeconds: 0 })
  expect((await secret.get()).reveal()).toBe('before')
  await faults([{ operation: '*', kind: 'drop', rate: 1 }])
  const events: SallyportEvent[] = []
  const forget = onEvent((event) => events.push(event))
  expect((await secret.get()).reveal()).toBe('before')
  forget()
  expect(JSON.stringify(events)).not.toContain('before')
  expect(events.length).toBeGreaterThan(0)
  await faults([])
  await secrets.send(new PutSecretValueCommand({ SecretId: 'outage', SecretString: 'after' }))
  await expect.poll(async () => (await secret.get()).reveal(), { timeout: 20_000 }).toBe('after')
})

test('throws in words when AWS is down and nothing is in memory', async () => {
  await store('never-read', 'x')
  await faults([{ operation: '*', kind: 'drop', rate: 1 }])
  await expect(text('never-read').get()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'never-read' })
})

test('what is not there, a wrong signature and no right are thrown by their codes', async () => {
  await store('guarded', 'x')
  await expect(text('nothing-of-that-name').get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND', secret: 'nothing-of-that-name' })

  configure({ credentials: async () => ({ ...local, secretAccessKey: 'not the key' }) })
  const refusal = await text('guarded')
    .get()
    .catch((error: unknown) => error)
  expect(refusal).toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(String(refusal)).not.toContain('not the key')

  const session = await sessionWithoutRights()
  configure({ credentials: async () => session })
  await expect(text('guarded').get()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringContaining('"Action":"secretsmanager:GetSecretValue"'),
  })
})

test('refresh sees a new value at once', async () => {
  await store('changing', 'old')
  const secret = text('changing')
  expect((await secret.get()).reveal()).toBe('old')
  await secrets.send(new PutSecretValueCommand({ SecretId: 'changing', SecretString: 'new' }))
  expect((await secret.get()).reveal()).toBe('old')
  expect((await secret.refresh()).reveal()).toBe('new')
  expect(secret.peek()?.reveal()).toBe('new')
})

test('the SDK reads what the runtime reads', async () => {
  await store('both', 'the same')
  const [mine, theirs] = await Promise.all([text('both').get(), secrets.send(new GetSecretValueCommand({ SecretId: 'both' }))])
  expect(mine.reveal()).toBe(theirs.SecretString)
})

/** Credentials of a role that may do nothing. */
async function sessionWithoutRights() {
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  const [iam, sts] = [new IAM(settings), new STS(settings)]
  const trust = { Version: '2012-10-17', Statement: { Effect: 'Allow', Principal: { AWS: local.accountId }, Action: 'sts:AssumeRole' } }
  const { Role } = await iam.createRole({ RoleName: 'nothing', AssumeRolePolicyDocument: JSON.stringify(trust) })
  const { Credentials } = await sts.assumeRole({ RoleArn: Role?.Arn, RoleSessionName: 'test' })
  iam.destroy()
  sts.destroy()
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken } = Credentials ?? {}
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

async function store(Name: string, SecretString: string) {
  await secrets.send(new CreateSecretCommand({ Name, SecretString }))
}

async function faults(rules: object[]) {
  const answer = await control('faults', { rules })
  expect(answer.status).toBe(200)
}

function control(name: string, body: object) {
  return fetch(`${local.endpoint}/_sallyport/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${local.controlToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/** The events on the trail so far, so that those after them can be counted. */
async function eventIds(): Promise<ReadonlySet<string>> {
  return new Set((await readEvents()).map(({ EventId = '' }) => EventId))
}

async function operationsSince(before: ReadonlySet<string>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { EventId = '', EventName = '' } of await readEvents())
    if (!before.has(EventId)) counts[EventName] = (counts[EventName] ?? 0) + 1
  return counts
}

async function readEvents() {
  const trail = new CloudTrailClient({ endpoint: local.endpoint, region: local.region, credentials: local })
  const { Events = [] } = await trail.send(
    new LookupEventsCommand({ LookupAttributes: [{ AttributeKey: 'ReadOnly', AttributeValue: 'true' }], MaxResults: 50 }),
  )
  trail.destroy()
  return Events.filter(({ EventName }) => EventName?.startsWith('Get'))
}
