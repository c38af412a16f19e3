import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { inspect } from 'node:util'
import { type } from 'arktype'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { fakeAws, secretReply } from '../../test/fake-aws.ts'
import { configure } from '../configure.ts'
import type { AnyHandle } from '../handle.ts'
import { load } from '../load.ts'
import { fakeSecrets } from '../testing/fake-secrets.ts'
import { apiKey } from './api-key.ts'
import { binary } from './binary.ts'
import { json } from './json.ts'
import { login } from './login.ts'
import { text } from './text.ts'

let run = 0

/** The process's own runtime on an AWS that stores `stored` under a name of this test's own. */
async function storing(stored: string) {
  const aws = await fakeAws(() => secretReply(stored))
  onTestFinished(() => aws.close())
  configure({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' } })
  return { aws, name: `secret-${run++}` }
}

/** What every kind must keep. A new kind is one line here. */
const kinds: readonly (readonly [string, string, unknown, (name: string) => AnyHandle])[] = [
  ['text', 'postgres://a:b@c\n', 'postgres://a:b@c\n', (name) => text(name)],
  ['apiKey', 'sk_live_4711', 'sk_live_4711', (name) => apiKey(name)],
  ['apiKey', '{"A":"1","KEY":"sk_live_4711"}', 'sk_live_4711', (name) => apiKey(name, { field: 'KEY' })],
  ['login', '{"username":"shop","password":"p\u00e4ss:word"}', { username: 'shop', password: 'p\u00e4ss:word' }, (name) => login(name)],
  [
    'login',
    '{"user":"shop","pass":"x"}',
    { username: 'shop', password: 'x' },
    (name) => login(name, { fields: { username: 'user', password: 'pass' } }),
  ],
  [
    'json',
    '{"host":"postgres","port":5432}',
    { host: 'postgres', port: 5432 },
    (name) => json(name, z.object({ host: z.string(), port: z.int() })),
  ],
  ['json', '["sk_live_1","2"]', ['sk_live_1', '2'], (name) => json(name, v.array(v.string()))],
  ['json', '"sk_live_4711"', 'sk_live_4711', (name) => json(name, type('string'))],
  ['binary', 'c2tfbGl2ZQ==\n', new Uint8Array(Buffer.from('sk_live')), (name) => binary(name)],
]

test.for(kinds)('%s reads what is stored as %j', async ([kind, stored, value, handleOf]) => {
  const { name } = await storing(stored)
  const handle = handleOf(name)
  expect((await handle.get()).reveal()).toEqual(value)
  expect(handle['~sallyport']).toMatchObject({ version: 1, kind, place: { service: 'secretsmanager', name } })
  for (const shown of [
    inspect(handle, { showHidden: true, depth: null }),
    JSON.stringify(handle),
    inspect(handle.get(), { showHidden: true, depth: null }),
  ]) {
    expect(shown).not.toMatch(/sk_live|postgres|p\u00e4ss/)
  }
  expect(Object.isFrozen(handle)).toBe(true)
  expect(handle).not.toHaveProperty('fetch')
})

test.for(kinds)('%s gives a test the value that it has set, stored otherwise as %j', async ([, , value, handleOf]) => {
  const secrets = fakeSecrets()
  onTestFinished(secrets.restore)
  const handle = handleOf(`faked-${run++}`)
  secrets.set(handle, value)
  expect((await handle.get()).reveal()).toEqual(value)
})

test.for([
  ['an empty key', '', (name: string) => apiKey(name), 'is empty'],
  ['a key that is no JSON', 'sk_live_4711', (name: string) => apiKey(name, { field: 'KEY' }), 'is not JSON'],
  ['a key in a list', '["sk_live_4711"]', (name: string) => apiKey(name, { field: 'KEY' }), 'is not a JSON object'],
  ['null', 'null', (name: string) => apiKey(name, { field: 'KEY' }), 'is not a JSON object'],
  ['a missing field', '{"OTHER":"sk_live_4711"}', (name: string) => apiKey(name, { field: 'KEY' }), 'has no field KEY'],
  ['an inherited field', '{"OTHER":"sk_live_4711"}', (name: string) => apiKey(name, { field: 'toString' }), 'has no field toString'],
  ['a number', '{"KEY":4711}', (name: string) => apiKey(name, { field: 'KEY' }), 'has no text in its field KEY'],
  ['a login without a password', '{"username":"sk_live_4711"}', (name: string) => login(name), 'has no field password'],
  [
    'a login whose user name HTTP Basic cannot carry',
    '{"username":"sk:live_4711","password":"x"}',
    (name: string) => login(name, { hosts: ['a.example'] }),
    'may not hold a colon in its field username',
  ],
] as const)('says BAD_VALUE of %s, names what is wrong and shows none of it', async ([, stored, handleOf, sentence]) => {
  const { name } = await storing(stored)
  const error: unknown = await handleOf(name)
    .get()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'BAD_VALUE', secret: name, message: expect.stringContaining(`the value of ${name} ${sentence}`) })
  expect(inspect(error, { depth: null })).not.toMatch(/sk_live|4711/)
})

/** An external API on loopback that says what credential it was given. */
async function api() {
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` // it listens on TCP
}

test('signs as its kind says: a bearer token, a header, HTTP Basic', async () => {
  const url = await api()
  const key = await storing('sk_live_4711')
  const headersFrom = async (answer: { json(): Promise<unknown> }) => (await answer.json()) as Record<string, string>
  expect(await headersFrom(await apiKey(key.name, { hosts: ['api.example.com'] }).fetch(new URL(url)))).toMatchObject({
    authorization: 'Bearer sk_live_4711',
  })
  const own = await headersFrom(await apiKey(key.name, { hosts: ['api.example.com'], header: 'x-api-key' }).fetch(new URL(url)))
  expect(own).toMatchObject({ 'x-api-key': 'sk_live_4711' })
  expect(own).not.toHaveProperty('authorization')
  const two = await storing('{"username":"sh\u00f6p","password":"a:b"}')
  const basic = await headersFrom(await login(two.name, { hosts: ['api.example.com'] }).fetch(new URL(url)))
  expect(Buffer.from(String(basic['authorization']).slice(6), 'base64').toString()).toBe('sh\u00f6p:a:b')
})

test.for([
  [['*']],
  [['*.example.com']],
  [[5]],
  [[null]],
  ['api.example.com'],
  [['api.example.com', '']],
  [['api.example.com.']],
  [['2130706433']],
  [['0x7f.1']],
  [['10.0.0.5']],
  [['[::1]']],
  [['api.example.com:65536']],
  [['https://api.example.com']],
])('refuses a declaration with the hosts %j', ([hosts]) => {
  const options = { hosts: hosts as string[] } // what a declaration without types could say
  const refusal = expect.objectContaining({ code: 'BAD_DECLARATION', message: expect.stringContaining('is not a host: ') })
  expect(() => apiKey('a', options)).toThrow(refusal)
  expect(() => login('a', options)).toThrow(refusal)
})

test.for(['Host', 'content-length', 'transfer-encoding', 'connection', 'a b', '', 'a:b', null])(
  'refuses a declaration that sends the key in the header %j',
  (header) => {
    const options = { hosts: ['api.example.com'], header: header as string } // null: what a declaration without types could say
    expect(() => apiKey('a', options)).toThrow(
      expect.objectContaining({ code: 'BAD_DECLARATION', message: expect.stringContaining('is not a header for a credential') }),
    )
  },
)

test('names the secret that is read, its stage filled in, when a call is refused', async () => {
  const { name } = await storing('sk_live_4711')
  configure({ stage: 'prod' })
  onTestFinished(() => configure({ stage: undefined }))
  const call = apiKey(`{stage}/${name}`, { hosts: ['api.example.com'] }).fetch('https://evil.example/' as string)
  await expect(call).rejects.toMatchObject({
    secret: `prod/${name}`,
    message: expect.stringContaining(`a call with prod/${name} may not go`),
  })
})

test('reads ten fields of one secret by ten handles with one request', async () => {
  const names = Array.from({ length: 10 }, (_, i) => `KEY_${i}`)
  const { aws, name } = await storing(JSON.stringify(Object.fromEntries(names.map((field) => [field, `value of ${field}`]))))
  const handles = names.map((field) => apiKey(name, { field }))
  const values = await Promise.all(handles.map((handle) => handle.get()))
  expect(values.map((value) => value.reveal())).toEqual(names.map((field) => `value of ${field}`))
  expect(aws.seen).toHaveLength(1)
})

test('tells tools what is declared: place, kind and options as they are written', () => {
  expect(apiKey('{stage}/customers/{id}', { field: 'KEY', ttlSeconds: 60 })['~sallyport']).toEqual({
    version: 1,
    kind: 'apiKey',
    place: { service: 'secretsmanager', name: '{stage}/customers/{id}' },
    options: { field: 'KEY', ttlSeconds: 60 },
  })
  expect(json({ parameter: { env: 'CONFIG' }, type: 'String' }, z.string(), { maxStaleSeconds: 0 })['~sallyport']).toEqual({
    version: 1,
    kind: 'json',
    place: { service: 'ssm', variable: 'CONFIG', type: 'String' },
    options: { maxStaleSeconds: 0 },
  })
})

test('load reads all it is given, in one go', async () => {
  const { aws, name } = await storing('sk_live_4711')
  const [one, other] = [text(name), apiKey(`${name}-other`)]
  await load(one, other)
  expect(one.peek()?.reveal()).toBe('sk_live_4711')
  expect(other.peek()?.reveal()).toBe('sk_live_4711')
  expect(aws.seen).toHaveLength(2)
})
