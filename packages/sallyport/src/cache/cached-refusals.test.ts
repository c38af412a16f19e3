import { expect, test } from 'vitest'
import { codeOf } from '../../test/code-of.ts'
import { errorReply, type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held } from '../../test/function-of.ts'
import type { Runtime } from '../runtime.ts'

const seconds = 1_000
const minutes = 60_000
const denied = errorReply('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/checkout-role/f is not authorized')
/** What is in memory, and what was before. */
const heldValues = ({ entries }: Runtime) =>
  [...entries.values()].flatMap(({ reading, before }) => [reading, before].flatMap((each) => each?.stored.reveal() ?? []))

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
  expect(await codeOf(stripe.get())).toBe('ACCESS_DENIED')
  expect(aws.seen).toHaveLength(2)
  clock.advance(10 * minutes)
  expect(await codeOf(stripe.get())).toBe('ACCESS_DENIED')
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
  expect(await codeOf(stripe.get())).toBe(expected)
  expect(await codeOf(stripe.get())).toBe(expected)
  reply = secretReply('key-2')
  clock.advance(3 * seconds)
  expect((await stripe.get()).reveal()).toBe('key-2')
})

test('makes one request for ten reads of a secret that is missing, and asks again two seconds later', async () => {
  const { aws, clock, text } = await functionOf(() => errorReply('ResourceNotFoundException'))
  const stripe = text('stripe')
  for (let i = 0; i < 10; i++) expect(await codeOf(stripe.get())).toBe('SECRET_NOT_FOUND')
  clock.advance(1.8 * seconds)
  expect(await codeOf(stripe.get())).toBe('SECRET_NOT_FOUND')
  expect(aws.seen).toHaveLength(1)
  clock.advance(0.2 * seconds)
  expect(await codeOf(stripe.get())).toBe('SECRET_NOT_FOUND')
  expect(aws.seen).toHaveLength(2)
})

test('tells a refusal to all who wait for one request', async () => {
  const { aws, text } = await functionOf(() => denied)
  const stripe = text('stripe')
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => codeOf(stripe.get())))
  expect(new Set(outcomes)).toEqual(new Set(['ACCESS_DENIED']))
  expect(aws.seen).toHaveLength(1)
})

test('gives nothing on that refresh() was refused', async () => {
  let reply: Reply = secretReply('key-1')
  const { clock, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = denied
  expect(await codeOf(stripe.refresh())).toBe('ACCESS_DENIED')
  expect(stripe.peek()).toBeUndefined()
  expect(await codeOf(stripe.get())).toBe('ACCESS_DENIED')
  reply = secretReply('key-2')
  clock.advance(2 * seconds)
  expect((await stripe.get()).reveal()).toBe('key-2')
})

test('keeps a value out of errors and logs that AWS has refused since', async () => {
  let reply: Reply = secretReply('key-1')
  const { runtime, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = denied
  for (let i = 0; i < 2; i++) expect(await codeOf(stripe.refresh())).toBe('ACCESS_DENIED')
  expect(heldValues(runtime)).toEqual(['key-1'])
  reply = secretReply('key-2')
  await stripe.refresh()
  expect(heldValues(runtime)).toEqual(['key-2', 'key-1'])
})

test('does not serve the old value while it asks again after a refusal', async () => {
  const slow = held<Reply>()
  const replies = [secretReply('key-1'), denied, slow.promise]
  const { aws, clock, text } = await functionOf(() => replies[aws.seen.length - 1] ?? 'drop')
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  expect(await codeOf(stripe.get())).toBe('ACCESS_DENIED')
  clock.advance(6 * minutes)
  const asking = codeOf(stripe.get())
  await new Promise((resolve) => setTimeout(resolve, 300)) // longer than a read waits for a refresh
  slow.release(denied)
  expect(await asking).toBe('ACCESS_DENIED')
})

test('does not serve the old value when AWS is down after it has refused', async () => {
  let reply: Reply = secretReply('key-1')
  const { clock, text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = denied
  clock.advance(6 * minutes)
  expect(await codeOf(stripe.get())).toBe('ACCESS_DENIED')
  reply = { status: 500, body: '' }
  clock.advance(3 * seconds)
  expect(await codeOf(stripe.get())).toBe('AWS_UNREACHABLE')
  expect(stripe.peek()).toBeUndefined()
})

test('takes a refusal for all declarations of a secret: none gives the value on, though it is fresh for it', async () => {
  let reply: Reply = secretReply('key-1')
  const { aws, clock, text } = await functionOf(() => reply)
  const [short, endless] = [text('stripe', { ttlSeconds: 10 }), text('stripe', { ttlSeconds: 'forever' })]
  await Promise.all([short.get(), endless.get()])
  reply = denied
  clock.advance(10 * seconds)
  expect(await codeOf(short.get())).toBe('ACCESS_DENIED')
  expect(await codeOf(endless.get())).toBe('ACCESS_DENIED')
  expect(endless.peek()).toBeUndefined()
  expect(aws.seen).toHaveLength(2)
  reply = secretReply('key-2')
  clock.advance(2 * seconds)
  expect((await endless.get()).reveal()).toBe('key-2')
})

test('gives no value of before a refusal, though what comes after does not fit', async () => {
  const answers: Reply[] = [
    secretReply('key-1'),
    errorReply('ResourceNotFoundException'),
    { body: { SecretBinary: 'AP/+', VersionId: 'v3' } },
  ]
  const { clock, text } = await functionOf(() => answers.shift() ?? secretReply('key-4'))
  const [stripe, other] = [text('stripe'), text('stripe', { ttlSeconds: 200 })]
  await Promise.all([stripe.get(), other.get()])
  clock.advance(6 * 60_000)
  await expect(stripe.get()).rejects.toMatchObject({ code: 'SECRET_NOT_FOUND' })
  clock.advance(3_000)
  for (const handle of [stripe, other]) await expect(handle.get()).rejects.toMatchObject({ code: 'BAD_VALUE' })
  expect([stripe.peek(), other.peek()]).toEqual([undefined, undefined])
})
