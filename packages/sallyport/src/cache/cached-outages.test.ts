import { expect, test } from 'vitest'
import { codeOf } from '../../test/code-of.ts'
import { errorReply, type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'
import { badValue } from '../secret-value/bad-value.ts'

const seconds = 1_000
const minutes = 60_000

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

test.for([
  ['down', 'AWS_UNREACHABLE', errorReply('InternalServiceError', 'sorry', 500)],
  ['throttled', 'THROTTLED', errorReply('ThrottlingException', 'Rate exceeded')],
  ['cutting connections', 'AWS_UNREACHABLE', 'drop'],
  ['refusing the credentials', 'CREDENTIALS_REFUSED', errorReply('UnrecognizedClientException', 'The security token is invalid')],
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
  expect(await codeOf(stripe.get())).toBe(expected)
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
  expect(await codeOf(stripe.get())).toBe('AWS_UNREACHABLE')
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

test('asks again after a second, and then twice as long each time up to a minute, while an outage lasts and an old value is served', async () => {
  let reply: Reply = secretReply('key-1')
  const { aws, clock, text } = await functionOf(() => reply, { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe', { ttlSeconds: 0 })
  await stripe.get()
  reply = { status: 500, body: '' }
  const asked: number[] = []
  for (let second = 0; second < 250; second++) {
    const before = aws.seen.length
    expect((await stripe.get()).reveal()).toBe('key-1')
    if (aws.seen.length > before) asked.push(second)
    clock.advance(1 * seconds)
  }
  expect(asked).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183, 243])
})

test('waits up to five times as long by chance before it asks again, so that a fleet does not come back in step', async () => {
  let reply: Reply = secretReply('key-1')
  const { aws, chance, clock, text } = await functionOf(() => reply, { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe', { ttlSeconds: 0 })
  await stripe.get()
  reply = { status: 500, body: '' }
  chance.value = 1
  await stripe.get()
  clock.advance(4.8 * seconds)
  await stripe.get()
  expect(aws.seen).toHaveLength(2)
  clock.advance(0.2 * seconds)
  await stripe.get()
  expect(aws.seen).toHaveLength(3)
})

test('asks again less and less often while an outage lasts and nothing is held', async () => {
  const { aws, clock, text } = await functionOf(() => ({ status: 500, body: '' }), { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe')
  const asked: number[] = []
  for (let ms = 0; ms < 1_600; ms += 50) {
    const before = aws.seen.length
    expect(await codeOf(stripe.get())).toBe('AWS_UNREACHABLE')
    if (aws.seen.length > before) asked.push(ms)
    clock.advance(50)
  }
  // 100 ms after the first failure, then 200, 400, 800.
  expect(asked).toEqual([0, 100, 300, 700, 1_500])
})

test('asks again within a minute of the last failure, however long an outage lasts and nothing is held', async () => {
  let reply: Reply = { status: 500, body: '' }
  const { clock, text } = await functionOf(() => reply, { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe')
  for (let failures = 0; failures < 20; failures++) {
    expect(await codeOf(stripe.get())).toBe('AWS_UNREACHABLE')
    clock.advance(30 * minutes)
  }
  expect(await codeOf(stripe.get())).toBe('AWS_UNREACHABLE')
  reply = secretReply('key-1')
  clock.advance(1 * minutes)
  expect((await stripe.get()).reveal()).toBe('key-1')
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
  expect(await codeOf(number.refresh())).toBe('BAD_VALUE')
  clock.advance(60 * minutes)
  expect(await codeOf(number.get())).toBe('BAD_VALUE')
  value = 4
  clock.advance(6 * seconds)
  expect((await number.get()).reveal()).toBe(4)
})

test('throws BAD_VALUE when there was never a value that fits, without asking AWS each time', async () => {
  const { aws, of } = await functionOf(() => secretReply('3'))
  const number = of('number', even)
  for (let i = 0; i < 10; i++) expect(await codeOf(number.get())).toBe('BAD_VALUE')
  expect(aws.seen).toHaveLength(1)
})

test('begins anew when the answer lay in the socket of a frozen process for an hour', async () => {
  let requests = 0
  const { clock, text } = await functionOf(() => {
    if (++requests === 1) clock.advance(60 * minutes)
    return secretReply(`key-${requests}`)
  })
  expect((await text('stripe').get()).reveal()).toBe('key-2')
})
