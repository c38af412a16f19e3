import { expect, test } from 'vitest'
import { type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'
import { configureRuntime } from '../configure.ts'

const seconds = 1_000
const minutes = 60_000

test('reads a secret from AWS once and then from memory', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  for (let i = 0; i < 100; i++) expect((await stripe.get()).reveal()).toBe('key-1')
  expect(aws.seen).toHaveLength(1)
})

test.for([
  ['ttlSeconds', -1],
  ['ttlSeconds', Number.NaN],
  ['ttlSeconds', '300'],
  ['ttlSeconds', '5m'],
  ['ttlSeconds', null],
  ['maxStaleSeconds', -1],
  ['maxStaleSeconds', Number.NaN],
  ['maxStaleSeconds', 'forever'],
] as const)('refuses a declaration whose %s is %s: it would turn the cache off', async ([option, life]) => {
  const { text } = await functionOf(() => secretReply('key-1'))
  const options: object = { [option]: life } // what a declaration without types could say
  expect(() => text('stripe', options)).toThrow(
    expect.objectContaining({ code: 'BAD_DECLARATION', message: expect.stringContaining('is not seconds') }),
  )
})

test('gives the very same promise to each cached read', async () => {
  const { text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  await stripe.get()
  expect(stripe.get()).toBe(stripe.get())
})

test('makes one request for a thousand concurrent first reads', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  const values = await Promise.all(Array.from({ length: 1_000 }, () => stripe.get()))
  expect(new Set(values.map((value) => value.reveal()))).toEqual(new Set(['key-1']))
  expect(aws.seen).toHaveLength(1)
})

test('makes one request for several declarations of one secret', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const [one, other, third] = [text('stripe'), text('stripe'), text('stripe', { ttlSeconds: 3 })]
  await Promise.all([one.get(), other.get()])
  expect((await third.get()).reveal()).toBe('key-1')
  expect(aws.seen).toHaveLength(1)
})

test('uses a value for five minutes, and up to a tenth less at random', async () => {
  const { aws, clock, chance, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(5 * minutes - 2 * seconds)
  await stripe.get()
  expect(aws.seen).toHaveLength(1)
  clock.advance(2 * seconds)
  chance.value = 1
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
  clock.advance(4.4 * minutes)
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
  clock.advance(0.1 * minutes)
  await stripe.get()
  expect(aws.seen).toHaveLength(3)
})

test('keeps a value for as long as ttlSeconds says, for ever too', async () => {
  const { aws, clock, text } = await functionOf(({ input }) => secretReply(String(input['SecretId'])))
  const [short, endless] = [text('short', { ttlSeconds: 10 }), text('endless', { ttlSeconds: 'forever' })]
  await Promise.all([short.get(), endless.get()])
  clock.advance(1_000_000 * minutes)
  await Promise.all([short.get(), endless.get()])
  expect(aws.seen.map(({ input }) => input['SecretId'])).toEqual(['short', 'endless', 'short'])
})

test('reads each time with ttlSeconds 0', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe', { ttlSeconds: 0 })
  await stripe.get()
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
})

test('counts the age from when the request was sent, not from when the answer came', async () => {
  const { aws, clock, text } = await functionOf(() => {
    clock.advance(2 * seconds)
    return secretReply('key-1')
  })
  const stripe = text('stripe', { ttlSeconds: 10 })
  await stripe.get()
  clock.advance(9 * seconds)
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
})

test('takes a clock that was set back as a value that is old', async () => {
  const { aws, clock, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(-60 * minutes)
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
})

test('gives the new value to the read that finds the old one at the end of its life', async () => {
  let version = 1
  const { clock, text } = await functionOf(() => secretReply(`key-${version}`, `v${version++}`))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  expect((await stripe.get()).reveal()).toBe('key-2')
})

test('asks AWS for nothing when no one reads, though a life is over', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe', { ttlSeconds: 0.01 })
  await stripe.get()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(aws.seen).toHaveLength(1)
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
})

test('peeks at what is in memory without asking AWS, until maxStaleSeconds', async () => {
  const { aws, clock, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  expect(stripe.peek()).toBeUndefined()
  const read = await stripe.get()
  expect(stripe.peek()).toBe(read)
  clock.advance(59 * minutes)
  expect(stripe.peek()).toBe(read)
  clock.advance(1 * minutes)
  expect(stripe.peek()).toBeUndefined()
  expect(aws.seen).toHaveLength(1)
})

test('peeks at what another declaration of the same secret has read', async () => {
  const { text } = await functionOf(() => secretReply('key-1'))
  const [one, other] = [text('stripe'), text('stripe')]
  await one.get()
  expect(other.peek()?.reveal()).toBe('key-1')
})

test('hands the bare value to use, and gives back what was made of it', async () => {
  const { text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  expect(await stripe.use((key) => key.length)).toBe(5)
  expect(await stripe.use(async (key) => key.toUpperCase())).toBe('KEY-1')
})

test('drops what it holds when it is configured: it may be another account’s', async () => {
  const { runtime, text } = await functionOf(({ input }) => secretReply(String(input['SecretId'])))
  const stripe = text('{stage}/stripe')
  configureRuntime(runtime, { stage: 'test' })
  expect((await stripe.get()).reveal()).toBe('test/stripe')
  configureRuntime(runtime, { stage: 'prod' })
  expect(stripe.peek()).toBeUndefined()
  expect((await stripe.get()).reveal()).toBe('prod/stripe')
})

test('does not take up the answer to a read that was begun before it was configured', async () => {
  const slow = held<Reply>()
  const { aws, runtime, text } = await functionOf(({ input }) => (input['SecretId'] === 'test' ? slow.promise : secretReply('of prod')))
  configureRuntime(runtime, { stage: 'test' })
  const stripe = text('{stage}')
  const before = stripe.get()
  await until(() => aws.seen.length === 1)
  configureRuntime(runtime, { stage: 'prod' })
  slow.release(secretReply('of test'))
  await before
  expect((await stripe.get()).reveal()).toBe('of prod')
})

test('does not go back to an older value whose check took longer than that of the next', async () => {
  let value = 'slow'
  const checks: Record<string, ReturnType<typeof held<string>>> = { slow: held(), fast: held() }
  const { of, runtime } = await functionOf(() => secretReply(value, value))
  const secret = of('secret', { kind: 'checked', parse: (stored) => checks[String(stored)]?.promise ?? String(stored) })
  const first = secret.get()
  await until(() => [...runtime.entries.values()].some(({ reading }) => reading))
  value = 'fast'
  const second = secret.refresh()
  checks['fast']?.release('fast')
  expect((await second).reveal()).toBe('fast')
  checks['slow']?.release('slow')
  expect((await first).reveal()).toBe('slow')
  expect(secret.peek()?.reveal()).toBe('fast')
  expect((await secret.get()).reveal()).toBe('fast')
})
