import { inspect } from 'node:util'
import { type } from 'arktype'
import * as v from 'valibot'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { fakeAws, secretReply } from '../../test/fake-aws.ts'
import { until } from '../../test/function-of.ts'
import { configure, onEvent } from '../configure.ts'
import { json } from './json.ts'
import type { StandardSchema } from './standard-schema.ts'

let run = 0

/** The process's own runtime on an AWS that stores what `stored` says now, under a name of this test's own. */
async function storing(stored: () => string) {
  const aws = await fakeAws(() => secretReply(stored(), stored()))
  onTestFinished(() => aws.close())
  configure({ endpoint: aws.url, region: 'eu-west-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' } })
  return { aws, name: `json-${run++}` }
}

const reasonOf = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it is refused'),
    (reason: unknown) => reason,
  )

/** Each library's own messages quote the value. */
const schemas: readonly (readonly [string, StandardSchema<unknown>])[] = [
  ['zod', z.strictObject({ db: z.object({ port: z.number(), tls: z.literal('on') }), users: z.array(z.object({ name: z.email() })) })],
  [
    'valibot',
    v.strictObject({
      db: v.object({ port: v.number(), tls: v.literal('on') }),
      users: v.array(v.object({ name: v.pipe(v.string(), v.email()) })),
    }),
  ],
  ['arktype', type({ '+': 'reject', db: { port: 'number', tls: "'on'" }, users: type({ name: 'string.email' }).array() })],
]
const good = { db: { port: 5432, tls: 'on' }, users: [{ name: 'ada@example.com' }] }

test.for(
  schemas.flatMap(([library, schema]) =>
    (
      [
        ['db.port', { ...good, db: { ...good.db, port: 'sk_live_4711' } }],
        ['db.tls', { ...good, db: { ...good.db, tls: 'sk_live_4711' } }],
        ['users.1.name', { ...good, users: [...good.users, { name: 'sk_live_4711' }] }],
        ['db', { ...good, db: 'sk_live_4711' }],
        ['users', { db: good.db }],
      ] as const
    ).map(([path, stored]) => [library, path, stored, schema] as const),
  ),
)('names the field that does not fit by %s: %s, and shows none of the value', async ([, path, stored, schema]) => {
  const { name } = await storing(() => JSON.stringify(stored))
  const error = await reasonOf(json(name, schema).get())
  expect(error).toMatchObject({
    code: 'BAD_VALUE',
    secret: name,
    message: `the value of ${name} does not fit its schema in its field ${path}: run "sallyport put ${name}"`,
  })
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/sk_live|4711/)
})

test.for(schemas)('reads what fits by %s', async ([, schema]) => {
  const { name } = await storing(() => JSON.stringify(good))
  expect((await json(name, schema).get()).reveal()).toEqual(good)
})

test.for(schemas)('shows no stored key that its schema does not know and that does not look like a name: %s', async ([, schema]) => {
  for (const key of ['sk live 4711', '4711', 'sk\u001b[31m4711', `k${'4711'.repeat(16)}`, '-----BEGIN PRIVATE KEY-----\n4711']) {
    const { name } = await storing(() => JSON.stringify({ ...good, [key]: 1 }))
    const error = await reasonOf(json(name, schema).get())
    expect(error).toMatchObject({
      code: 'BAD_VALUE',
      message: expect.stringMatching(/^the value of json-\d+ does not fit its schema( in its field …)?: /),
    })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('4711')
  }
})

test('shows no key of a record, which can be the secret itself', async () => {
  const { name } = await storing(() => JSON.stringify({ tokens: { 'sk-live/4711': 'no number' } }))
  const error = await reasonOf(json(name, z.object({ tokens: z.record(z.string(), z.number()) })).get())
  expect(error).toMatchObject({ message: expect.stringContaining('does not fit its schema in its field tokens.…: ') })
  expect(inspect(error, { depth: null })).not.toContain('4711')
})

/** Values whose keys are the secret: what a token looks like, looks like a name. */
const keyed: readonly (readonly [string, StandardSchema<unknown>, unknown])[] = (
  [
    ['zod record', z.record(z.string(), z.number()), z.object({ at: z.record(z.string(), z.number()) })],
    ['zod strictObject', z.strictObject({ a: z.string().optional() }), z.object({ at: z.strictObject({ a: z.string().optional() }) })],
    [
      'zod pattern',
      z.record(z.string().regex(/^sk_live_/), z.number()),
      z.object({ at: z.record(z.string().regex(/^sk_live_/), z.number()) }),
    ],
    ['valibot record', v.record(v.string(), v.number()), v.object({ at: v.record(v.string(), v.number()) })],
    [
      'valibot strictObject',
      v.strictObject({ a: v.optional(v.string()) }),
      v.object({ at: v.strictObject({ a: v.optional(v.string()) }) }),
    ],
    ['arktype record', type('Record<string, number>'), type({ at: 'Record<string, number>' })],
    ['arktype reject', type({ '+': 'reject', 'a?': 'string' }), type({ at: { '+': 'reject', 'a?': 'string' } })],
    ['arktype pattern', type({ '[/^sk_live_/]': 'number' }), type({ at: { '[/^sk_live_/]': 'number' } })],
  ] as readonly (readonly [string, StandardSchema<unknown>, StandardSchema<unknown>])[]
) // of other output types each
  .flatMap(([name, whole, inside]) => {
    const stored = { sk_live_hunterhunter: 'acme' }
    return [[name, whole, stored] as const, [`${name} inside`, inside, { at: stored }] as const]
  })

test.for(keyed)('shows no key that the schema does not name itself: %s', async ([, schema, stored]) => {
  const { name } = await storing(() => JSON.stringify(stored))
  const error = await reasonOf(json(name, schema).get())
  expect(error).toMatchObject({ code: 'BAD_VALUE', message: expect.stringContaining('does not fit its schema') })
  expect(inspect(error, { depth: null, showHidden: true })).not.toMatch(/hunter/)
})

test.for([
  ['zod', z.object({ limit: z.number().optional() })],
  ['valibot', v.object({ limit: v.optional(v.number()) })],
  ['arktype', type({ 'limit?': 'number' })],
] as const)('names a field that may be left out, and is not what it should be, by %s', async ([, schema]) => {
  const { name } = await storing(() => '{"limit":"none"}')
  expect(await reasonOf(json(name, schema as StandardSchema<unknown>).get())).toMatchObject({
    message: expect.stringContaining('does not fit its schema in its field limit: '),
  })
})

test.for([
  ['nothing', (): unknown => undefined],
  ['null', (): unknown => null],
  [
    'a path that throws',
    () => ({
      issues: [
        {
          get path() {
            throw new Error('sk_live_4711')
          },
        },
      ],
    }),
  ],
  ['issues that are no list', () => ({ issues: 'sk_live_4711' })],
] as const)('shows nothing of what a broken validator gives: %s', async ([, validate]) => {
  const { name } = await storing(() => '"sk_live_4711"')
  const schema = { '~standard': { version: 1, vendor: 'own', validate } } as unknown as StandardSchema<never> // it breaks its contract
  const error = await reasonOf(json(name, schema).get())
  expect(error).toMatchObject({ code: 'BAD_VALUE' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('4711')
})

test('names three fields at most, each once, and cuts a long path', async () => {
  const { name } = await storing(() => '{}')
  const issues = ['a', 'a', 'b', 'c', 'd'].map((key) => ({ path: [{ key }, ...'123456789'], message: 'sk_live_4711' }))
  const schema: StandardSchema<never> = { '~standard': { version: 1, vendor: 'own', validate: () => ({ issues }) } }
  const error = await reasonOf(json(name, schema).get())
  const rest = '.….….….….….….…'
  expect(error).toMatchObject({ message: expect.stringContaining(` in its field a${rest} and b${rest}: `) })
})

test.for([
  [
    'throws',
    () => {
      throw new Error('cannot take sk_live_4711')
    },
  ],
  [
    'rejects',
    async () => {
      throw new Error('cannot take sk_live_4711')
    },
  ],
] as const)('shows nothing of what a schema %s', async ([, validate]) => {
  const { name } = await storing(() => '"sk_live_4711"')
  const schema: StandardSchema<never> = { '~standard': { version: 1, vendor: 'own', validate } }
  const error = await reasonOf(json(name, schema).get())
  expect(error).toMatchObject({ code: 'BAD_VALUE', message: expect.stringContaining(`the value of ${name} makes its schema throw`) })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('4711')
})

test('shows nothing of a transform that throws', async () => {
  const { name } = await storing(() => '"sk_live_4711"')
  const parse = (text: string) => {
    throw new Error(`no number: ${text}`)
  }
  for (const schema of [z.string().transform(parse), v.pipe(v.string(), v.transform(parse)), type('string').pipe(parse)]) {
    const error = await reasonOf(json(name, schema as StandardSchema<unknown>).get())
    expect(error).toMatchObject({ code: 'BAD_VALUE' })
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('4711')
  }
})

test.for(['{', '', 'sk_live_4711', '{"a":1}x'])('says of %j that it is not JSON, and shows none of it', async (stored) => {
  const { name } = await storing(() => stored)
  const error = await reasonOf(json(name, z.unknown()).get())
  expect(error).toMatchObject({ code: 'BAD_VALUE', message: `the value of ${name} is not JSON: run "sallyport put ${name}"` })
  expect(inspect(error, { depth: null })).not.toContain('4711')
})

test('gives what transforms make of it', async () => {
  const { name } = await storing(() => '{"until":"2026-11-24","port":"5432"}')
  const schema = z.object({ until: z.string().transform((text) => new Date(text)), port: z.coerce.number() })
  expect((await json(name, schema).get()).reveal()).toEqual({ until: new Date('2026-11-24'), port: 5432 })
})

test('gives all callers one object that none can change', async () => {
  const { name } = await storing(() => '{"hosts":["a","b"],"tls":{"on":true},"at":"2026-11-24"}')
  const at = z.string().transform((text) => new Date(text))
  const config = json(name, z.object({ hosts: z.array(z.string()), tls: z.object({ on: z.boolean() }), at }))
  const value = (await config.get()).reveal()
  expect(() => value.hosts.push('c')).toThrow(TypeError)
  expect(() => Object.assign(value.tls, { on: false })).toThrow(TypeError)
  expect(() => Object.assign(value, { hosts: [] })).toThrow(TypeError)
  value.at.setTime(0) // a class's own object is left to its owner
  expect((await config.get()).reveal()).toBe(value)
})

test('refuses a declaration without a schema', () => {
  for (const schema of [undefined, null, {}, { '~standard': {} }, z]) {
    expect(() => json('a', schema as never)).toThrow(expect.objectContaining({ code: 'BAD_DECLARATION' }))
  }
})

/** A validator that takes its time. */
const slow = (check: (text: string) => boolean, ms = 5): StandardSchema<string> => ({
  '~standard': {
    version: 1,
    vendor: 'own',
    async validate(value) {
      await new Promise((resolve) => setTimeout(resolve, ms))
      return check(String(value)) ? { value: String(value) } : { issues: [{}] }
    },
  },
})

test.for([
  ['zod', z.string().refine(async (text) => text === 'sk_live_4711')],
  [
    'valibot',
    v.pipeAsync(
      v.string(),
      v.checkAsync(async (text) => text === 'sk_live_4711'),
    ),
  ],
] as const)('waits for an asynchronous check by %s', async ([, schema]) => {
  let stored = '"sk_live_4711"'
  const { name } = await storing(() => stored)
  expect((await json(name, schema).get()).reveal()).toBe('sk_live_4711')
  stored = '"sk_live_4712"'
  const error = await reasonOf(json(`${name}-other`, schema).get())
  expect(error).toMatchObject({ code: 'BAD_VALUE' })
  expect(inspect(error, { depth: null })).not.toContain('471')
})

test('waits for a validator that takes its time, once per version, and gives the very same promise to each cached read', async () => {
  let checked = 0
  const { aws, name } = await storing(() => '"sk_live_4711"')
  const key = json(
    name,
    slow(() => ++checked > 0),
  )
  const both = await Promise.all([key.get(), key.get(), key.get()])
  expect(both.map((secret) => secret.reveal())).toEqual(Array(3).fill('sk_live_4711'))
  expect(key.get()).toBe(key.get())
  expect(await key.get()).toBe(both[0])
  expect(key.peek()).toBe(both[0])
  expect(checked).toBe(1)
  expect(aws.seen).toHaveLength(1)
})

test('refuses what such a validator refuses, without asking AWS or the validator each time', async () => {
  let checked = 0
  const { aws, name } = await storing(() => '"sk_live_4711"')
  const key = json(
    name,
    slow(() => ++checked < 0),
  )
  for (let i = 0; i < 10; i++) expect(await reasonOf(key.get())).toMatchObject({ code: 'BAD_VALUE' })
  expect(key.peek()).toBeUndefined()
  expect(checked).toBe(1)
  expect(aws.seen).toHaveLength(1)
})

test('serves the last good value while a new one does not fit, or is not checked yet, and says so in an event', async () => {
  let stored = '"good"'
  const events: unknown[] = []
  onTestFinished(onEvent((event) => events.push(event)))
  const { name } = await storing(() => stored)
  const key = json(
    name,
    slow((text) => text !== 'bad', 400),
    { ttlSeconds: 0, maxStaleSeconds: 3600 },
  )
  await key.get()
  stored = '"bad"'
  expect((await key.get()).reveal()).toBe('good') // within the budget of a refresh
  await until(() => events.some((event) => (event as { reason?: string }).reason === 'SLOW'))
  expect(await reasonOf(key.refresh())).toMatchObject({ code: 'BAD_VALUE' })
  expect(key.peek()?.reveal()).toBe('good')
  stored = '"next"'
  expect((await key.refresh()).reveal()).toBe('next')
})

test("ends a caller's wait for a validator with its own reason", async () => {
  const { name } = await storing(() => '"sk_live_4711"')
  const key = json(
    name,
    slow(() => true, 300),
  )
  const leaver = new AbortController()
  const left = key.get({ signal: leaver.signal })
  const stayed = key.get()
  leaver.abort(new Error('had enough'))
  await expect(left).rejects.toThrow('had enough')
  expect((await stayed).reveal()).toBe('sk_live_4711')
})
