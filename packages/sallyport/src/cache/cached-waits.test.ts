import { expect, test } from 'vitest'
import { type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'

const minutes = 60_000

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

test('ends a wait for a refresh with the reason of the caller who leaves, and serves the old value to others', async () => {
  let answer: Promise<Reply> | Reply = secretReply('key-1')
  const { aws, clock, text } = await functionOf(() => answer)
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(6 * minutes)
  const slow = held<Reply>()
  answer = slow.promise
  const leaver = new AbortController()
  const left = stripe.get({ signal: leaver.signal })
  const stayed = stripe.get()
  await until(() => aws.seen.length === 2)
  leaver.abort(new Error('had enough'))
  await expect(left).rejects.toThrow('had enough')
  expect((await stayed).reveal()).toBe('key-1')
  slow.release(secretReply('key-2'))
  await until(() => stripe.peek()?.reveal() === 'key-2')
  expect(aws.seen).toHaveLength(2)
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
