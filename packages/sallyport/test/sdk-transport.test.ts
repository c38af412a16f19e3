// Clients of the AWS SDK behind the cache, against AWS on loopback. What clients do that the SDK's own do not is in the unit test.
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { LabelParameterVersionCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { batch } from '../src/aws-client/batch.ts'
import { bytes, functionThroughSdk, sessionThatMay } from './sdk-transport/function-through-sdk.ts'
import { setFaults } from './thousand-environments/crowd.ts'

let local: Local
let secrets: SecretsManagerClient
let parameters: SSMClient

beforeAll(async () => {
  local = await startLocal({ port: 0 })
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  secrets = new SecretsManagerClient(settings)
  parameters = new SSMClient(settings)
})

beforeEach(() => setFaults(local, []))

afterAll(async () => {
  secrets.destroy()
  parameters.destroy()
  await local.stop()
})

const reach = () => {
  const { endpoint, region, accessKeyId, secretAccessKey } = local
  return { endpoint, region, accessKeyId, secretAccessKey }
}
const store = (Name: string, SecretString: string) => secrets.send(new CreateSecretCommand({ Name, SecretString }))
const put = (Name: string, Value: string) =>
  parameters.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }))

test('a secret and a parameter are read, and kept: a second read asks no one', async () => {
  await store('sdk/text', 'a value')
  await put('/sdk/text', 'another')
  const { text, requests } = functionThroughSdk(reach())
  const [secret, parameter] = [text('sdk/text'), text({ parameter: '/sdk/text' })]
  for (let time = 0; time < 2; time++) {
    expect([(await secret.get()).reveal(), (await parameter.get()).reveal()]).toEqual(['a value', 'another'])
  }
  expect(requests.toSorted()).toEqual(['GetParameters', 'GetSecretValue'])
})

test('a thousand reads at once are one request', async () => {
  await store('sdk/crowd', 'one')
  const { text, requests } = functionThroughSdk(reach())
  const crowd = text('sdk/crowd')
  const values = await Promise.all(Array.from({ length: 1_000 }, () => crowd.get()))
  expect(new Set(values.map((value) => value.reveal()))).toEqual(new Set(['one']))
  expect(requests).toEqual(['GetSecretValue'])
})

test('parameters of one tick are joined, ten to a request', async () => {
  const names = Array.from({ length: 12 }, (_, nth) => `/sdk/many/${nth}`)
  for (const name of names) await put(name, `value of ${name}`)
  const { text, requests } = functionThroughSdk(reach())
  const values = await Promise.all(names.map((parameter) => text({ parameter }).get()))
  expect(values.map((value) => value.reveal())).toEqual(names.map((name) => `value of ${name}`))
  expect(requests).toEqual(['GetParameters', 'GetParameters'])
})

test('bytes come as they were stored, by themselves and in a batch', async () => {
  const stored = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  await secrets.send(new CreateSecretCommand({ Name: 'sdk/bytes', SecretBinary: stored }))
  await store('sdk/beside-bytes', 'text')
  const alone = functionThroughSdk(reach())
  expect([...(await alone.of('sdk/bytes', bytes).get()).reveal()]).toEqual([...stored])
  const { of, text, requests } = functionThroughSdk(reach())
  const [binary, beside] = await Promise.all([of('sdk/bytes', bytes, { batch }).get(), text('sdk/beside-bytes', { batch }).get()])
  expect([[...binary.reveal()], beside.reveal()]).toEqual([[...stored], 'text'])
  expect(requests).toEqual(['BatchGetSecretValue'])
})

test('a batch that the role may not make is read one by one', async () => {
  for (const name of ['sdk/single-1', 'sdk/single-2']) await store(name, name)
  const session = await sessionThatMay(local, 'singles', [{ Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '*' }])
  const { text, requests } = functionThroughSdk(session)
  const values = await Promise.all(['sdk/single-1', 'sdk/single-2'].map((name) => text(name, { batch }).get()))
  expect(values.map((value) => value.reveal())).toEqual(['sdk/single-1', 'sdk/single-2'])
  expect(requests).toEqual(['BatchGetSecretValue', 'GetSecretValue', 'GetSecretValue'])
})

test('versions are read by stage and by id, and beside the current one', async () => {
  const { VersionId: first = '' } = await store('sdk/versions', 'first')
  await secrets.send(new PutSecretValueCommand({ SecretId: 'sdk/versions', SecretString: 'second' }))
  await put('/sdk/versions', 'one')
  await put('/sdk/versions', 'two')
  await parameters.send(new LabelParameterVersionCommand({ Name: '/sdk/versions', ParameterVersion: 1, Labels: ['good'] }))
  const { text } = functionThroughSdk(reach())
  const parameter = { parameter: '/sdk/versions' }
  const all = await Promise.all([
    text('sdk/versions').get(),
    text('sdk/versions', { versionStage: 'AWSPREVIOUS' }).get(),
    text('sdk/versions', { versionId: first }).get(),
    text(parameter).get(),
    text(parameter, { versionStage: 'good' }).get(),
    text(parameter, { versionId: '2' }).get(),
  ])
  expect(all.map((value) => value.reveal())).toEqual(['second', 'first', 'first', 'two', 'one', 'two'])
})

test('a refusal names the statement that is missing, and AWS’s request', async () => {
  await store('sdk/guarded', 'x')
  const { text } = functionThroughSdk(await sessionThatMay(local, 'nothing', []))
  await expect(text('sdk/guarded').get()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    secret: 'sdk/guarded',
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    message: expect.stringContaining('{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:'),
    cause: { name: 'AccessDeniedException' },
  })
})

test('a parameter that the role may read only by itself is read, and its neighbour’s refusal is its own', async () => {
  for (const name of ['/sdk/mine', '/sdk/theirs']) await put(name, name)
  const Resource = `arn:aws:ssm:${local.region}:${local.accountId}:parameter/sdk/mine`
  const decrypting = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' }
  const session = await sessionThatMay(local, 'one-parameter', [{ Effect: 'Allow', Action: 'ssm:GetParameter', Resource }, decrypting])
  const { text } = functionThroughSdk(session)
  const [mine, theirs] = await Promise.allSettled(['/sdk/mine', '/sdk/theirs'].map((parameter) => text({ parameter }).get()))
  expect([mine?.status, theirs?.status]).toEqual(['fulfilled', 'rejected'])
  expect(theirs).toMatchObject({ reason: { code: 'ACCESS_DENIED', message: expect.stringContaining('"ssm:GetParameters"') } })
})

test('what is not stored and what is deleted are thrown by their codes', async () => {
  await store('sdk/gone', 'x')
  await secrets.send(new DeleteSecretCommand({ SecretId: 'sdk/gone', RecoveryWindowInDays: 7 }))
  const { text } = functionThroughSdk(reach())
  await expect(text('sdk/none').get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND', secret: 'sdk/none' })
  await expect(text('sdk/gone').get()).rejects.toMatchObject({ code: 'SECRET_DELETED' })
  await expect(text({ parameter: '/sdk/none' }).get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND', secret: '/sdk/none' })
})

test.for([
  ['throttles', 'throttle', 'THROTTLED'],
  ['is down', 'error500', 'AWS_UNREACHABLE'],
  ['cuts every connection', 'drop', 'AWS_UNREACHABLE'],
] as const)('the last good value is served while AWS %s, and the event says so', async ([how, kind, code]) => {
  await store(`sdk/outage/${kind}`, how)
  const { text, events, advance } = functionThroughSdk(reach())
  const secret = text(`sdk/outage/${kind}`)
  await secret.get()
  await setFaults(local, [{ operation: 'GetSecretValue', kind, rate: 1 }])
  advance(400_000)
  expect((await secret.get()).reveal()).toBe(how)
  await expect(secret.refresh()).rejects.toMatchObject({ code })
  expect((await secret.get()).reveal()).toBe(how)
  expect(events.map((event) => event.reason)).toEqual(expect.arrayContaining([code]))
})

test('a client that hangs holds up no read for ever: without a value it fails, with one that is served', async () => {
  await store('sdk/hanging', 'x')
  const { text, events, advance } = functionThroughSdk(reach(), { timeoutMs: 300 })
  const secret = text('sdk/hanging')
  await setFaults(local, [{ operation: 'GetSecretValue', kind: 'hang', rate: 1 }])
  await expect(secret.get()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE', cause: { code: 'ETIMEDOUT' } })
  await setFaults(local, [])
  await expect.poll(() => secret.get().then((value) => value.reveal())).toBe('x')
  await setFaults(local, [{ operation: 'GetSecretValue', kind: 'hang', rate: 1 }])
  advance(400_000)
  expect((await secret.get()).reveal()).toBe('x')
  expect(events.at(-1)).toMatchObject({ type: 'stale-serve', reason: 'SLOW' })
})

test('a secret that was deleted is told, over a value that is old and held', async () => {
  await store('sdk/revoked', 'x')
  const { text, advance } = functionThroughSdk(reach())
  const secret = text('sdk/revoked')
  await secret.get()
  await secrets.send(new DeleteSecretCommand({ SecretId: 'sdk/revoked', ForceDeleteWithoutRecovery: true }))
  advance(400_000)
  await expect(secret.get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
})

test('a value knows that it came from loopback', async () => {
  await store('sdk/loopback', 'x')
  const { text, runtime } = functionThroughSdk(reach())
  await text('sdk/loopback').get()
  expect([...runtime.entries.values()].map(({ reading }) => reading?.fromLoopback)).toEqual([true])
})
