import { expect, test } from 'vitest'
import { type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'

test('refresh reads anew what is still fresh, once for all who ask at one time', async () => {
  let version = 1
  const { aws, text } = await functionOf(() => secretReply(`key-${version++}`))
  const stripe = text('stripe')
  await stripe.get()
  const refreshed = await Promise.all([stripe.refresh(), stripe.refresh(), stripe.refresh()])
  expect(refreshed.map((secret) => secret.reveal())).toEqual(['key-2', 'key-2', 'key-2'])
  expect((await stripe.get()).reveal()).toBe('key-2')
  expect(aws.seen).toHaveLength(2)
})

test('refresh does not take the answer of a request that was sent before it was called', async () => {
  const slow = held<Reply>()
  let requests = 0
  const { aws, text } = await functionOf(() => (++requests === 1 ? slow.promise : secretReply('new')))
  const stripe = text('stripe')
  const first = stripe.get()
  await until(() => aws.seen.length === 1)
  const refreshed = [stripe.refresh(), stripe.refresh()]
  slow.release(secretReply('old'))
  expect((await first).reveal()).toBe('old')
  expect((await Promise.all(refreshed)).map((secret) => secret.reveal())).toEqual(['new', 'new'])
  expect(aws.seen).toHaveLength(2)
})

test('keeps what it holds when a refresh fails', async () => {
  let reply: Reply = secretReply('key-1')
  const { text } = await functionOf(() => reply)
  const stripe = text('stripe')
  await stripe.get()
  reply = { status: 500, body: '' }
  await expect(stripe.refresh()).rejects.toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect((await stripe.get()).reveal()).toBe('key-1')
})

test('says in events what was asked of AWS, and shows no value', async () => {
  const { clock, events, text } = await functionOf(() => secretReply('sk_live_4711'))
  const stripe = text('stripe')
  await stripe.get()
  clock.advance(3_600_000)
  await stripe.get()
  await until(() => events.length === 2)
  expect(events).toEqual([
    { type: 'miss', secret: 'stripe' },
    { type: 'refresh', secret: 'stripe' },
  ])
})
