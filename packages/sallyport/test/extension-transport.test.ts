// The AWS Parameters and Secrets Lambda Extension behind the cache: a stand-in of its documented interface, in front of AWS on loopback.
import { inspect } from 'node:util'
import { CreateSecretCommand, DeleteSecretCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { LabelParameterVersionCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { batch } from '../src/aws-client/batch.ts'
import { configureRuntime, listenTo } from '../src/configure.ts'
import { declared, type Kind } from '../src/declared.ts'
import type { SallyportEvent } from '../src/events.ts'
import { storedText } from '../src/kinds/stored-text.ts'
import type { ReadingOptions } from '../src/reading-options.ts'
import { createRuntime } from '../src/runtime.ts'
import { extensionTransport } from '../src/transports/extension-transport.ts'
import { withSecrets } from '../src/with-secrets.ts'
import { extensionStandIn, type Forced } from './extension/stand-in.ts'
import { bytes, type Reach, sessionThatMay } from './sdk-transport/function-through-sdk.ts'

let local: Local
let secrets: SecretsManagerClient
let parameters: SSMClient
let reader: Reach

const readsAll = [
  // A policy for the extension names GetParameter, which is what it asks.
  { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue', 'ssm:GetParameter', 'kms:Decrypt'], Resource: '*' },
]

beforeAll(async () => {
  local = await startLocal({ port: 0 })
  const settings = { endpoint: local.endpoint, region: local.region, credentials: local }
  secrets = new SecretsManagerClient(settings)
  parameters = new SSMClient(settings)
  reader = await sessionThatMay(local, 'reader', readsAll)
})

afterAll(async () => {
  secrets.destroy()
  parameters.destroy()
  await local.stop()
})

const store = (Name: string, SecretString: string) => secrets.send(new CreateSecretCommand({ Name, SecretString }))
const put = (Name: string, Value: string) =>
  parameters.send(new PutParameterCommand({ Name, Value, Type: 'SecureString', Overwrite: true }))

/** A function that reads through the extension, in an invocation already unless told otherwise. */
async function functionWith({ reach = reader, forced = undefined as ((asked: URL) => Forced) | undefined, isInvoked = true } = {}) {
  const extension = await extensionStandIn(reach, forced)
  if (isInvoked) extension.invoke()
  let offsetMs = 0
  const runtime = createRuntime({ now: () => Date.now() + offsetMs, random: () => 0, env: extension.env })
  const transport = extensionTransport()
  configureRuntime(runtime, { transport: { secretsmanager: transport, ssm: transport } })
  const events: SallyportEvent[] = []
  listenTo(runtime, (event) => events.push(event))
  const of = <T>(place: string | object, kind: Kind<T, object>, options: ReadingOptions = {}) =>
    declared<T, object, string>(place, kind, options, () => runtime)
  return {
    ...extension,
    runtime,
    events,
    advance(ms: number) {
      offsetMs += ms
    },
    of,
    text: (place: string | object, options?: ReadingOptions) => of(place, { kind: 'text', parse: storedText }, options),
  }
}

test('secrets, parameters and bytes are read and kept: a second read asks no one', async () => {
  const stored = Uint8Array.from({ length: 256 }, (_, byte) => byte)
  await store('ext/text', 'a value')
  await put('/ext/text', 'another')
  await secrets.send(new CreateSecretCommand({ Name: 'ext/bytes', SecretBinary: stored }))
  const { text, of, asked } = await functionWith()
  const [secret, parameter, binary] = [text('ext/text'), text({ parameter: '/ext/text' }), of('ext/bytes', bytes)]
  for (let time = 0; time < 2; time++) {
    expect([(await secret.get()).reveal(), (await parameter.get()).reveal()]).toEqual(['a value', 'another'])
    expect([...(await binary.get()).reveal()]).toEqual([...stored])
  }
  expect(asked).toEqual([
    '/secretsmanager/get?secretId=ext%2Ftext&versionStage=AWSCURRENT',
    '/systemsmanager/parameters/get?name=%2Fext%2Ftext&withDecryption=true',
    '/secretsmanager/get?secretId=ext%2Fbytes&versionStage=AWSCURRENT',
  ])
})

test('a thousand reads at once are one request', async () => {
  await store('ext/crowd', 'one')
  const { text, asked } = await functionWith()
  const crowd = text('ext/crowd')
  await Promise.all(Array.from({ length: 1_000 }, () => crowd.get()))
  expect(asked).toHaveLength(1)
})

test.each(['ext/odd_=+.@!-name', 'ext/a-b-AbCdEf'])('a name is asked for as it is: %s', async (name) => {
  await store(name, `value of ${name}`)
  const { text } = await functionWith()
  expect((await text(name).get()).reveal()).toBe(`value of ${name}`)
})

test('versions are read by stage and by id, of a parameter by number and label, by name and ARN', async () => {
  const { VersionId: first = '', ARN = '' } = await store('ext/versions', 'first')
  await secrets.send(new PutSecretValueCommand({ SecretId: 'ext/versions', SecretString: 'second' }))
  await put('/ext/versions', 'one')
  await put('/ext/versions', 'two')
  await parameters.send(new LabelParameterVersionCommand({ Name: '/ext/versions', ParameterVersion: 1, Labels: ['good'] }))
  const { text, asked } = await functionWith()
  const parameter = { parameter: '/ext/versions' }
  const byArn = { parameter: `arn:aws:ssm:${local.region}:${local.accountId}:parameter/ext/versions` }
  const all = await Promise.all([
    text(ARN).get(),
    text('ext/versions', { versionStage: 'AWSPREVIOUS' }).get(),
    text('ext/versions', { versionId: first }).get(),
    text(parameter).get(),
    text(parameter, { versionStage: 'good' }).get(),
    text(parameter, { versionId: '2' }).get(),
    text(byArn).get(),
    text(byArn, { versionId: '1' }).get(),
  ])
  expect(all.map((value) => value.reveal())).toEqual(['second', 'first', 'first', 'two', 'one', 'two', 'two', 'one'])
  const selectors = asked.flatMap((each) => /&(?:version|label)=.*/.exec(each) ?? [])
  expect(selectors.toSorted()).toEqual(['&label=good', '&version=1', '&version=2'])
})

test('a version is read whether or not the answer says which it is', async () => {
  const text = JSON.stringify({ Parameter: { Name: '/ext/unsaid', Value: 'x', Version: 3 } })
  const { text: textOf } = await functionWith({ forced: () => ({ status: 200, text }) })
  expect((await textOf({ parameter: '/ext/unsaid' }, { versionId: '3' }).get()).reveal()).toBe('x')
})

test('a parameter that is not stored costs its neighbours no second request', async () => {
  const names = ['/ext/stored/a', '/ext/stored/b']
  for (const name of names) await put(name, name)
  const { text, asked } = await functionWith()
  const all = await Promise.allSettled([...names, '/ext/stored/none'].map((parameter) => text({ parameter }).get()))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  expect(asked).toHaveLength(3)
})

test('what is refused during INIT is read again by the first invocation', async () => {
  await store('ext/init', 'x')
  const { text, invoke, asked } = await functionWith({ isInvoked: false })
  const secret = text('ext/init')
  const handler = withSecrets([secret], async (_event: object) => (await secret.get()).reveal())
  await expect.poll(() => asked.length).toBe(3) // three tries of INIT
  await expect(secret.get()).rejects.toMatchObject({
    code: 'AWS_UNREACHABLE',
    message: expect.stringContaining('answers during an invocation'),
  })
  invoke()
  expect(await handler({})).toBe('x')
})

test('an extension that hears of the invocation a little later than the function is asked again', async () => {
  await store('ext/late', 'x')
  let left = 2
  const { text } = await functionWith({
    forced: () => (left-- > 0 ? { status: 400, text: 'not ready to serve traffic, please wait' } : undefined),
  })
  expect((await text('ext/late').get()).reveal()).toBe('x')
})

test('a refusal names the statement that is missing, and AWS’s request', async () => {
  await store('ext/guarded', 'x')
  await put('/ext/guarded', 'x')
  const { text } = await functionWith({ reach: await sessionThatMay(local, 'ext-nothing', []) })
  await expect(text('ext/guarded').get()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    requestId: expect.stringMatching(/^[\da-f-]{36}$/),
    message: expect.stringContaining('{"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:'),
  })
  await expect(text({ parameter: '/ext/guarded' }).get()).rejects.toMatchObject({
    code: 'ACCESS_DENIED',
    message: expect.stringContaining('"ssm:GetParameter"'),
  })
})

test('a neighbour that is refused or not stored is told by itself', async () => {
  for (const name of ['/ext/own/a', '/ext/own/b', '/ext/theirs']) await put(name, name)
  const Resource = `arn:aws:ssm:${local.region}:${local.accountId}:parameter/ext/own/*`
  const statements = [
    { Effect: 'Allow', Action: 'ssm:GetParameter', Resource },
    { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*' },
  ]
  const { text } = await functionWith({ reach: await sessionThatMay(local, 'ext-own', statements) })
  const names = ['/ext/own/a', '/ext/theirs', '/ext/own/none', '/ext/own/b']
  const all = await Promise.allSettled(names.map((parameter) => text({ parameter }).get()))
  expect(all.map((one) => (one.status === 'fulfilled' ? one.value.reveal() : one.reason.code))).toEqual([
    '/ext/own/a',
    'ACCESS_DENIED',
    'SECRET_NOT_FOUND',
    '/ext/own/b',
  ])
})

test('what is not stored and what is deleted are thrown by their codes', async () => {
  await store('ext/gone', 'x')
  await secrets.send(new DeleteSecretCommand({ SecretId: 'ext/gone', RecoveryWindowInDays: 7 }))
  const { text } = await functionWith()
  await expect(text('ext/none').get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND', secret: 'ext/none' })
  await expect(text('ext/gone').get()).rejects.toMatchObject({ code: 'SECRET_DELETED' })
})

test('a batch is read one by one, since the extension has none', async () => {
  for (const name of ['ext/one', 'ext/two']) await store(name, name)
  const { text, asked } = await functionWith()
  const values = await Promise.all(['ext/one', 'ext/two'].map((name) => text(name, { batch }).get()))
  expect(values.map((value) => value.reveal())).toEqual(['ext/one', 'ext/two'])
  expect(asked).toHaveLength(2)
})

test.for([
  ['its token is another', 'AWS_SESSION_TOKEN', 'other', 'CREDENTIALS_REFUSED', 'AWS_SESSION_TOKEN'],
  ['its token is missing, as under SnapStart', 'AWS_SESSION_TOKEN', undefined, 'AWS_UNREACHABLE', 'the log of the function'],
  ['its layer is not there', 'PARAMETERS_SECRETS_EXTENSION_HTTP_PORT', '1', 'AWS_UNREACHABLE', 'add the layer'],
] as const)('a function is told what to do when %s', async ([, variable, value, code, remedy]) => {
  await store(`ext/remedy/${code}-${variable}-${value}`, 'x')
  const { text, env } = await functionWith()
  env[variable] = value
  await expect(text(`ext/remedy/${code}-${variable}-${value}`).get()).rejects.toMatchObject({
    code,
    message: expect.stringContaining(remedy),
  })
})

test.for([
  ['fails', { status: 500, text: 'an unexpected error occurred while executing request' }, 'AWS_UNREACHABLE'],
  ['is overloaded', { status: 400, text: '' }, 'AWS_UNREACHABLE'],
  ['is throttled', { status: 400, text: 'api error ThrottlingException: Rate exceeded' }, 'THROTTLED'],
  ['cuts the connection', 'drop', 'AWS_UNREACHABLE'],
] as const)('the last good value is served while the extension %s', async ([how, trouble, code]) => {
  await store(`ext/trouble/${code}-${how.length}`, how)
  let isTrouble = false
  const { text, advance, events } = await functionWith({ forced: () => (isTrouble ? trouble : undefined) })
  const secret = text(`ext/trouble/${code}-${how.length}`)
  await secret.get()
  isTrouble = true
  advance(400_000)
  expect((await secret.get()).reveal()).toBe(how)
  await expect(secret.refresh()).rejects.toMatchObject({ code })
  expect((await secret.get()).reveal()).toBe(how)
  expect(events.map(({ reason }) => reason)).toContain(code)
})

test('AWS’s word is thrown whatever the status that it comes with', async () => {
  const forced = () => ({ status: 500, text: "ResourceNotFoundException: Secrets Manager can't find the specified secret." })
  const { text, asked } = await functionWith({ forced })
  await expect(text('ext/word').get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
  expect(asked).toHaveLength(1)
})

test.for([
  ['is cut off', '{"SecretString":"sk_live_1","Na'],
  ['is no JSON', 'SecretString: sk_live_1'],
  ['looks like an error', 'AccessDeniedException: sk_live_1'],
] as const)('an answer that %s does not show in the error', async ([, text]) => {
  const { text: textOf } = await functionWith({ forced: () => ({ status: 200, text }) })
  const error = await textOf('ext/cut')
    .get()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('sk_live')
})

test('what it brings may not go to loopback, though it comes from there', async () => {
  await store('ext/loopback', 'x')
  const { text, runtime } = await functionWith()
  await text('ext/loopback').get()
  expect([...runtime.entries.values()].map(({ reading }) => reading?.fromLoopback)).toEqual([false])
})
