import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { configure, onEvent } from '../configure.ts'
import { declared } from '../declared.ts'
import { apiKey } from '../kinds/api-key.ts'
import { binary } from '../kinds/binary.ts'
import { json } from '../kinds/json.ts'
import { login } from '../kinds/login.ts'
import type { SchemaResult, StandardSchema } from '../kinds/standard-schema.ts'
import { text } from '../kinds/text.ts'
import { load } from '../load.ts'
import { createRuntime, sharedRuntime } from '../runtime.ts'
import { Secret } from '../secret-value/secret.ts'
import { withSecrets } from '../with-secrets.ts'
import { fakeSecrets } from './fake-secrets.ts'

const stripe = () => apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
const crm = () => login('{stage}/crm', { hosts: ['crm.example.com'], fields: { username: 'user' } })

/** A schema whose check takes its time. */
const schemaOf = <T>(check: (value: unknown) => SchemaResult<T>): StandardSchema<T> => ({
  '~standard': { version: 1, vendor: 'test', validate: async (value) => check(value) },
})

/** Faked secrets that end with the test. */
function faked() {
  const secrets = fakeSecrets()
  onTestFinished(secrets.restore)
  return secrets
}

test('gives each handle the value that the test has set, and the one set last', async () => {
  const [key, account, note] = [stripe(), crm(), text({ parameter: '/{stage}/note' })]
  const secrets = faked().set(key, 'sk_test_1').set(account, { username: 'shop', password: 'p' }).set(note, 'a note')
  await load(key, account, note)
  expect(key.peek()?.reveal()).toBe('sk_test_1')
  expect((await account.get()).reveal()).toEqual({ username: 'shop', password: 'p' })
  expect(await note.use((value) => value.length)).toBe(6)
  secrets.set(key, 'sk_test_2')
  expect((await key.get()).reveal()).toBe('sk_test_2')
})

test('two fields of one JSON secret are stored side by side', async () => {
  const [one, other] = [apiKey('billing', { field: 'STRIPE' }), apiKey('billing', { field: 'ADYEN' })]
  const secrets = faked().set(one, 'sk_test_1').set(other, 'ad_test_1')
  expect((await one.get()).reveal()).toBe('sk_test_1')
  expect((await other.get()).reveal()).toBe('ad_test_1')
  expect(secrets.events).toEqual([{ type: 'miss', secret: 'billing' }])
})

test('a secret is one however its place is spelled', async () => {
  process.env['A_NAME_FOR_THE_FAKE'] = 'dev/spelled'
  onTestFinished(() => void delete process.env['A_NAME_FOR_THE_FAKE'])
  faked().set(text('{stage}/spelled'), 'one value')
  expect((await text('dev/spelled').get()).reveal()).toBe('one value')
  expect((await text({ env: 'A_NAME_FOR_THE_FAKE' }).get()).reveal()).toBe('one value')
})

test('versions of one secret are values of their own', async () => {
  const current = text('versions')
  const previous = text('versions', { versionStage: 'AWSPREVIOUS' })
  const pinned = text('versions', { versionId: 'e2c1f2b0-0000-4000-8000-000000000001' })
  const [newest, labelled, third] = [undefined, { versionStage: 'good' }, { versionId: '3' }].map((version) =>
    text({ parameter: '/versions' }, version),
  ) as [typeof current, typeof current, typeof current]
  const secrets = faked().set(current, 'new').set(previous, 'old').set(newest, 'four').set(third, 'three')
  expect((await current.get()).reveal()).toBe('new')
  expect((await previous.get()).reveal()).toBe('old')
  expect((await newest.get()).reveal()).toBe('four')
  expect((await third.get()).reveal()).toBe('three')
  for (const absent of [pinned, labelled]) await expect(absent.get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })

  secrets.rotate(current, 'newer').fail(previous, 'ACCESS_DENIED').advance(400)
  expect((await current.get()).reveal()).toBe('newer')
  await expect(previous.get()).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
})

test('AWSCURRENT is the version of a secret that is read when none is named', async () => {
  faked().set(text('current'), 'one value')
  expect((await text('current', { versionStage: 'AWSCURRENT' }).get()).reveal()).toBe('one value')
})

test('a member of a family, and a secret whose name a variable would hold, are given values like any other', async () => {
  const customers = apiKey('{stage}/customers/{id}')
  const billing = text({ env: 'A_VARIABLE_THAT_NO_UNIT_TEST_SETS' })
  const secrets = faked().set(customers.for('42'), 'ck_42').set(billing, 'bk_1')
  expect((await customers.for('42').get()).reveal()).toBe('ck_42')
  await expect(customers.for('43').get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND', secret: 'dev/customers/43' })
  expect((await billing.get()).reveal()).toBe('bk_1')
  expect(secrets.events.at(-1)).toEqual({ type: 'miss', secret: '$A_VARIABLE_THAT_NO_UNIT_TEST_SETS' })
})

test('a value is fresh for as long as it is declared to be, to the second', async () => {
  const key = apiKey('{stage}/stripe', { ttlSeconds: 60 })
  const secrets = faked().set(key, 'sk_test_1')
  await key.get()
  secrets.advance(58)
  await key.get()
  expect(secrets.events).toHaveLength(1)
  secrets.advance(2)
  await key.get()
  expect(secrets.events.map(({ type }) => type)).toEqual(['miss', 'refresh'])
})

test('a parameter is one however its type is written', async () => {
  const [typed, plain] = [text({ parameter: '/{stage}/note', type: 'String' }), text({ parameter: '/{stage}/note' })]
  faked().set(typed, 'a note')
  expect((await plain.get()).reveal()).toBe('a note')
})

test('a handle without a value is refused with a sentence that says what to do', async () => {
  faked()
  await expect(stripe().get()).rejects.toMatchObject({
    code: 'SECRET_NOT_FOUND',
    secret: 'dev/stripe',
    message: 'the test has no value for dev/stripe: give one with set()',
  })
  await expect(stripe().fetch('/v1/balance')).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
})

test('a stored text that does not fit the kind is refused as in production', async () => {
  const account = crm()
  faked().setStored(account, '{"user":"shop"}')
  await expect(account.get()).rejects.toMatchObject({ code: 'BAD_VALUE', message: expect.stringContaining('password') })
})

test('a JSON secret and bytes are given as values, and what a schema transforms as it is stored', async () => {
  const port = schemaOf<number>((value) => (typeof value === 'string' ? { value: Number(value) } : { issues: [{}] }))
  const [plain, transformed] = [
    json(
      '{stage}/plain',
      schemaOf((value) => ({ value: value as { host: string } })),
    ),
    json('{stage}/port', port),
  ]
  const keystore = binary('{stage}/keystore')
  const secrets = faked()
    .set(plain, { host: 'db' })
    .set(transformed, 5432)
    .set(keystore, new Uint8Array([0, 255]))
  expect((await plain.get()).reveal()).toEqual({ host: 'db' })
  expect([...(await keystore.get()).reveal()]).toEqual([0, 255])
  await expect(transformed.get()).rejects.toMatchObject({ code: 'BAD_VALUE' })
  secrets.setStored(transformed, '"5432"')
  expect((await transformed.get()).reveal()).toBe(5432)
})

test('handles read from where they did before, once the secrets are restored', async () => {
  const key = stripe()
  const real = sharedRuntime()
  {
    using secrets = fakeSecrets()
    secrets.set(key, 'sk_test_1')
    await key.get()
    expect(sharedRuntime()).not.toBe(real)
  }
  expect(sharedRuntime()).toBe(real)
  expect(key.peek()).toBeUndefined()
  const before = fakeSecrets()
  before.restore()
  before.restore()
  expect(() => before.set(key, 'sk_test_1')).toThrow('restored already')
})

test('what was read before is not seen while secrets are faked', async () => {
  const key = stripe()
  const entry = sharedRuntime().entryAt(key['~sallyport'].place)
  entry.reading = { stored: new Secret('sk_live'), version: 'v1', sentAt: Date.now(), fromLoopback: false }
  expect((await key.get()).reveal()).toBe('sk_live')
  const secrets = faked()
  expect(key.peek()).toBeUndefined()
  secrets.set(key, 'sk_test_1')
  expect((await key.get()).reveal()).toBe('sk_test_1')
})

test('a second fake is refused while one is in force', () => {
  faked()
  expect(() => fakeSecrets()).toThrow('faked already in this process: restore() them first')
})

test('a handle that the fake does not reach is refused, since it would read from AWS', () => {
  const secrets = faked()
  const strange = declared('partner', { kind: 'text', parse: (stored) => stored }, {}, () => elsewhere)
  const elsewhere = createRuntime()
  expect(() => secrets.set(strange, 'x')).toThrow('of another version of sallyport than sallyport/testing')
  expect(() => secrets.fail(strange, 'ACCESS_DENIED')).toThrow('of another version')
})

test('a denial, and every other refusal, is thrown until the handle is set again', async () => {
  const key = stripe()
  const secrets = faked().fail(key, 'ACCESS_DENIED')
  await expect(key.get()).rejects.toMatchObject({ code: 'ACCESS_DENIED', secret: 'dev/stripe' })
  secrets.set(key, 'sk_test_1')
  expect((await key.get()).reveal()).toBe('sk_test_1')
  secrets.fail(key, 'SECRET_DELETED')
  expect((await key.get()).reveal()).toBe('sk_test_1') // held and fresh, as in production
  await expect(key.refresh()).rejects.toMatchObject({ code: 'SECRET_DELETED' })
})

test('an outage without a value is an error; with an old one that is served, and the event says why', async () => {
  const key = stripe()
  const heard: unknown[] = []
  onTestFinished(onEvent((event) => heard.push(event)))
  const secrets = faked().set(key, 'sk_test_1').fail(key, 'AWS_UNREACHABLE')
  await expect(key.get()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' })

  secrets.set(key, 'sk_test_1')
  await key.get()
  secrets.advance(301).fail(key, 'AWS_UNREACHABLE')
  expect((await key.get()).reveal()).toBe('sk_test_1')
  const stale = { type: 'stale-serve', secret: 'dev/stripe', reason: 'AWS_UNREACHABLE', ageMs: expect.any(Number) }
  expect(secrets.events.at(-1)).toEqual(stale)
  expect(heard.at(-1)).toEqual(stale)

  secrets.advance(3600)
  await expect(key.get()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' })
})

test('listeners that come while secrets are faked hear of it, and stay afterwards', async () => {
  const key = stripe()
  const heard: unknown[] = []
  const secrets = faked().set(key, 'sk_test_1')
  onTestFinished(onEvent((event) => heard.push(event)))
  await key.get()
  expect(heard).toEqual([{ type: 'miss', secret: 'dev/stripe' }])
  expect(secrets.events).toHaveLength(1)
  secrets.restore()
  sharedRuntime().emit?.({ type: 'miss', secret: 'later' })
  await Promise.resolve()
  expect(heard).toHaveLength(2)
})

test('what is configured meanwhile counts, then and afterwards', async () => {
  const key = stripe()
  const secrets = faked().set(key, 'sk_test_1')
  configure({ stage: 'test' })
  onTestFinished(() => configure({ stage: undefined }))
  expect((await key.get()).reveal()).toBe('sk_test_1')
  secrets.fail(key, 'THROTTLED')
  await expect(key.refresh()).rejects.toMatchObject({ secret: 'test/stripe' })
  secrets.restore()
  expect(sharedRuntime().entryAt(key['~sallyport'].place).name).toBe('test/stripe')
})

test('a wrapped handler reads the values of the test, and lets none of them leave in an error', async () => {
  const key = stripe()
  faked().set(key, 'sk_test_4711')
  const handler = withSecrets([key], async (): Promise<void> => {
    throw new Error(`refused ${(await key.get()).reveal()}`)
  })
  await expect(handler()).rejects.toThrow('refused [redacted]')
})

test('nothing that is printed shows a value', async () => {
  const [key, account] = [stripe(), crm()]
  const secrets = faked()
    .set(key, 'sk_test_4711')
    .set(account, { username: 'shop', password: 'hunter2' })
    .answer({ json: { key: 'sk_test_4711' } })
  await key.fetch('/v1/balance?key=sk_test_4711', { method: 'POST', body: 'sk_test_4711', headers: { 'x-copy': 'sk_test_4711' } })
  await account.fetch('/')
  for (const shown of [
    inspect(secrets, { depth: null, showHidden: true }),
    JSON.stringify(secrets),
    inspect(sharedRuntime(), { depth: null, showHidden: true }),
  ]) {
    expect(shown).not.toMatch(/4711|hunter2|aHVudGVy/)
  }
})
