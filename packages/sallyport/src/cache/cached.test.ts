import { expect, test } from 'vitest'
import { errorReply, type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'
import { configureRuntime } from '../configure.ts'
import { SallyportError } from '../sallyport-error.ts'
import { badValue } from '../secret-value/bad-value.ts'

const seconds = 1_000
const minutes = 60_000
const denied = errorReply('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/checkout-role/f is not authorized')
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'a value',
    (error) => (error instanceof SallyportError ? error.code : String(error)),
  )

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

test('serves the old value when the refresh is slow, and the new one as soon as it is there', async () => {
  const slow = held<Reply>()
  let requests = 0
  const { aws, clock, events, text } = await functionOf(() => (requests++ === 0 ? secretReply('key-1') : slow.promise))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  expect((await stripe.get()).reveal()).toBe('key-1')
  expect(events.at(-1)).toMatchObject({ type: 'stale-serve', secret: 'stripe', reason: 'SLOW' })
  slow.release(secretReply('key-2', 'v2'))
  await until(() => stripe.peek()?.reveal() === 'key-2')
  expect((await stripe.get()).reveal()).toBe('key-2')
  expect(aws.seen).toHaveLength(2)
})

test('tells a refusal that came after the old value was served to the next read', async () => {
  const slow = held<Reply>()
  let requests = 0
  const { aws, clock, text } = await functionOf(() => (requests++ === 0 ? secretReply('key-1') : slow.promise))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  expect((await stripe.get()).reveal()).toBe('key-1')
  slow.release(denied)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(await code(stripe.get())).toBe('ACCESS_DENIED')
  expect(aws.seen).toHaveLength(2)
  clock.advance(10 * minutes)
  expect(await code(stripe.get())).toBe('ACCESS_DENIED')
})

test.for([
  ['down', 'AWS_UNREACHABLE', errorReply('InternalServiceError', 'sorry', 500)],
  ['throttled', 'THROTTLED', errorReply('ThrottlingException', 'Rate exceeded')],
  ['cutting connections', 'AWS_UNREACHABLE', 'drop'],
  ['behind a broken proxy', 'AWS_UNREACHABLE', { status: 502, body: '<html>bad gateway</html>' }],
] as const)('serves the last good value while Secrets Manager is %s, for an hour', async ([, expected, trouble]) => {
  let reply: Reply = secretReply('key-1')
  const { clock, events, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = trouble
  clock.advance(59 * minutes)
  expect((await stripe.get()).reveal()).toBe('key-1')
  await until(() => events.some(({ type }) => type === 'stale-serve'))
  clock.advance(2 * minutes)
  expect(await code(stripe.get())).toBe(expected)
  expect(stripe.peek()).toBeUndefined()
  reply = secretReply('key-2', 'v2')
  clock.advance(1 * seconds)
  expect((await stripe.get()).reveal()).toBe('key-2')
})

test('does not serve an old value with maxStaleSeconds 0', async () => {
  let reply: Reply = secretReply('key-1')
  const { clock, text } = await functionOf(() => reply)
  const stripe = text('stripe', { maxStaleSeconds: 0 })
  await stripe.get()
  reply = errorReply('InternalServiceError', '', 500)
  clock.advance(6 * minutes)
  expect(await code(stripe.get())).toBe('AWS_UNREACHABLE')
})

test('does not ask again at once while AWS is down', async () => {
  let reply: Reply = secretReply('key-1')
  const { aws, clock, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = errorReply('InternalServiceError', '', 500)
  clock.advance(6 * minutes)
  for (let i = 0; i < 10; i++) await stripe.get()
  expect(aws.seen).toHaveLength(1 + 3)
  clock.advance(2 * seconds)
  await stripe.get()
  expect(aws.seen).toHaveLength(1 + 3 + 3)
})

test.for([
  ['ACCESS_DENIED', denied],
  ['SECRET_NOT_FOUND', errorReply('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")],
  [
    'SECRET_DELETED',
    errorReply('InvalidRequestException', "You can't perform this operation on the secret because it was marked for deletion."),
  ],
  ['AWS_REFUSED', errorReply('DecryptionFailure', 'key is disabled')],
] as const)('throws %s over a value it still holds, and reads on when that is mended', async ([expected, refusal]) => {
  let reply: Reply = secretReply('key-1')
  const { clock, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = refusal
  clock.advance(6 * minutes)
  expect(await code(stripe.get())).toBe(expected)
  expect(await code(stripe.get())).toBe(expected)
  reply = secretReply('key-2')
  clock.advance(3 * seconds)
  expect((await stripe.get()).reveal()).toBe('key-2')
})

test('makes one request for ten reads of a secret that is missing, and asks again two seconds later', async () => {
  const { aws, clock, text } = await functionOf(() => errorReply('ResourceNotFoundException'))
  const stripe = text('stripe')
  for (let i = 0; i < 10; i++) expect(await code(stripe.get())).toBe('SECRET_NOT_FOUND')
  clock.advance(1.8 * seconds)
  expect(await code(stripe.get())).toBe('SECRET_NOT_FOUND')
  expect(aws.seen).toHaveLength(1)
  clock.advance(0.2 * seconds)
  expect(await code(stripe.get())).toBe('SECRET_NOT_FOUND')
  expect(aws.seen).toHaveLength(2)
})

test('does not serve the old value while it asks again after a refusal', async () => {
  const slow = held<Reply>()
  const replies = [secretReply('key-1'), denied, slow.promise]
  const { aws, clock, text } = await functionOf(() => replies[aws.seen.length - 1] ?? 'drop')
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  expect(await code(stripe.get())).toBe('ACCESS_DENIED')
  clock.advance(6 * minutes)
  const asking = code(stripe.get())
  await new Promise((resolve) => setTimeout(resolve, 300)) // longer than a read waits for a refresh
  slow.release(denied)
  expect(await asking).toBe('ACCESS_DENIED')
})

test("ends a caller's wait with its own reason, and not the request that others wait for", async () => {
  const slow = held<Reply>()
  const { aws, text } = await functionOf(() => slow.promise)
  const stripe = text('stripe')
  const leaver = new AbortController()
  const left = stripe.get({ signal: leaver.signal })
  const stayed = stripe.get()
  await until(() => aws.seen.length === 1)
  leaver.abort(new Error('had enough'))
  await expect(left).rejects.toThrow('had enough')
  await expect(stripe.get({ signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late')
  slow.release(secretReply('key-1'))
  expect((await stayed).reveal()).toBe('key-1')
  expect(aws.seen).toHaveLength(1)
})

const even = {
  kind: 'even',
  parse(stored: string, secret: string) {
    if (Number(stored) % 2 !== 0) throw badValue(secret, 'is not even')
    return Number(stored)
  },
}

test('serves the last good value while a new one does not fit its kind, until maxStaleSeconds', async () => {
  let value = 2
  const { clock, events, of, aws } = await functionOf(() => secretReply(String(value), String(value)))
  const number = of('number', even)
  await number.get()
  value = 3
  clock.advance(6 * minutes)
  for (let i = 0; i < 5; i++) expect((await number.get()).reveal()).toBe(2)
  expect(aws.seen).toHaveLength(2)
  await until(() => events.some(({ reason }) => reason === 'BAD_VALUE'))
  expect(await code(number.refresh())).toBe('BAD_VALUE')
  clock.advance(60 * minutes)
  expect(await code(number.get())).toBe('BAD_VALUE')
  value = 4
  clock.advance(6 * seconds)
  expect((await number.get()).reveal()).toBe(4)
})

test('throws BAD_VALUE when there was never a value that fits, without asking AWS each time', async () => {
  const { aws, of } = await functionOf(() => secretReply('3'))
  const number = of('number', even)
  for (let i = 0; i < 10; i++) expect(await code(number.get())).toBe('BAD_VALUE')
  expect(aws.seen).toHaveLength(1)
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

test('begins anew when the answer lay in the socket of a frozen process for an hour', async () => {
  let requests = 0
  const { clock, text } = await functionOf(() => {
    if (++requests === 1) clock.advance(60 * minutes)
    return secretReply(`key-${requests}`)
  })
  expect((await text('stripe').get()).reveal()).toBe('key-2')
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

/** Lambda's context of an invocation that has so much time left. */
const contextOf = (leftMs: number) => {
  const end = performance.now() + leftMs
  return { getRemainingTimeInMillis: () => end - performance.now() }
}

test('ends a first read in time for the invocation to tell what went wrong, and leaves the request to others', async () => {
  const answer = held<Reply>()
  const { aws, text } = await functionOf(() => answer.promise)
  const stripe = text('stripe')
  const context = contextOf(150)
  const patient = stripe.get()
  const error = await stripe.get({ context }).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'stripe', message: 'no time is left to read stripe' })
  expect(context.getRemainingTimeInMillis()).toBeGreaterThan(0)
  answer.release(secretReply('key-1'))
  expect((await patient).reveal()).toBe('key-1')
  expect(aws.seen).toHaveLength(1)
})

test('serves the old value when the invocation has no time to wait for a refresh', async () => {
  let answer: Promise<Reply> | Reply = secretReply('key-1')
  const { clock, events, text } = await functionOf(() => answer)
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  const slow = held<Reply>()
  answer = slow.promise
  expect((await stripe.get({ context: contextOf(110) })).reveal()).toBe('key-1')
  expect(events.at(-1)).toMatchObject({ type: 'stale-serve', reason: 'SLOW' })
  slow.release(secretReply('key-2'))
})

test('reads in an invocation that has time as in any other, and from memory with none', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  const stripe = text('stripe')
  expect((await stripe.get({ context: contextOf(30_000) })).reveal()).toBe('key-1')
  expect((await stripe.get({ context: contextOf(0) })).reveal()).toBe('key-1')
  expect(aws.seen).toHaveLength(1)
})

test('asks again less and less often while an outage lasts and nothing is held', async () => {
  const { aws, clock, text } = await functionOf(() => ({ status: 500, body: '' }), { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe')
  const asked: number[] = []
  for (let ms = 0; ms < 1_600; ms += 50) {
    const before = aws.seen.length
    expect(await code(stripe.get())).toBe('AWS_UNREACHABLE')
    if (aws.seen.length > before) asked.push(ms)
    clock.advance(50)
  }
  // 100 ms after the first failure, then 200, 400, 800.
  expect(asked).toEqual([0, 100, 300, 700, 1_500])
})
