import { expect, test } from 'vitest'
import { errorReply, type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held } from '../../test/function-of.ts'

test('always sends the version stage, so that a policy on it works', async () => {
  const { aws, text } = await functionOf(() => secretReply('key-1'))
  await text('stripe').get()
  expect(aws.seen[0]).toMatchObject({ operation: 'GetSecretValue', input: { SecretId: 'stripe', VersionStage: 'AWSCURRENT' } })
})

const names = (count: number) => Array.from({ length: count }, (_, i) => `secret-${i}`)

test.for([
  [4, 1],
  [5, 2],
  [20, 2],
])('reads %i secrets of one tick over %i connections', async ([count, connections]) => {
  const { aws, text } = await functionOf(({ input }) => secretReply(String(input['SecretId'])))
  const values = await Promise.all(names(count as number).map((name) => text(name).get()))
  expect(values.map((value) => value.reveal())).toEqual(names(count as number))
  expect(aws.seen).toHaveLength(count as number)
  expect(new Set(aws.seen.map(({ socket }) => socket)).size).toBe(connections)
})

test('does not make a secret wait for a neighbour that hangs', async () => {
  const slow = held<Reply>()
  const { text } = await functionOf(({ input }) => (input['SecretId'] === 'slow' ? slow.promise : secretReply('fast')))
  const waiting = text('slow').get()
  expect((await text('fast').get()).reveal()).toBe('fast')
  slow.release(secretReply('at last'))
  expect((await waiting).reveal()).toBe('at last')
})

test('refuses one secret of several without a word about the others', async () => {
  const { text } = await functionOf(({ input }) =>
    input['SecretId'] === 'mine' ? secretReply('key-1') : errorReply('AccessDeniedException', 'no'),
  )
  const [mine, theirs] = await Promise.allSettled([text('mine').get(), text('theirs').get()])
  expect(mine.status).toBe('fulfilled')
  expect(theirs).toMatchObject({ status: 'rejected', reason: { code: 'ACCESS_DENIED', secret: 'theirs', requestId: 'request-2' } })
})

test('says that a secret of bytes is not text', async () => {
  const { text } = await functionOf(() => ({ body: { SecretBinary: 'c2VjcmV0', VersionId: 'v1' } }))
  await expect(text('stripe').get()).rejects.toMatchObject({ code: 'BAD_VALUE', secret: 'stripe' })
})
