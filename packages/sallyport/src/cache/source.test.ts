import { expect, test } from 'vitest'
import { errorReply, type Reply, secretReply } from '../../test/fake-aws.ts'
import { functionOf } from '../../test/function-of.ts'
import { sourceOf } from './source.ts'

async function sourceOn(reply: () => Reply) {
  const all = await functionOf(reply)
  const kind = {
    kind: 'text',
    parse: (stored: string) => stored,
    abilities: (...of: Parameters<typeof sourceOf<string>>) => ({ source: sourceOf(...of) }),
  }
  return { ...all, source: all.of('stripe', kind).source }
}

test('reads once for all the calls that the outside refused at one time, while the answer is under way and after', async () => {
  let version = 1
  const { aws, source } = await sourceOn(() => secretReply(`key-${version}`, `v${version}`))
  const { version: seen } = await source.read()
  version = 2
  const calls = Array.from({ length: 50 }, async (_, i) => {
    await new Promise((resolve) => setTimeout(resolve, i % 7))
    return await source.refreshAfter(seen)
  })
  expect(new Set((await Promise.all(calls)).map(({ value }) => value))).toEqual(new Set(['key-2']))
  expect(aws.seen).toHaveLength(2)
})

test('asks AWS once in five seconds about a version that stays the same', async () => {
  const { aws, clock, source } = await sourceOn(() => secretReply('bad-key'))
  await source.read()
  for (let i = 0; i < 100; i++) expect(await source.refreshAfter('v1')).toMatchObject({ value: 'bad-key', version: 'v1' })
  expect(aws.seen).toHaveLength(2)
  clock.advance(5_000)
  await source.refreshAfter('v1')
  expect(aws.seen).toHaveLength(3)
})

test('asks at once about the next version, when that is refused too', async () => {
  let version = 1
  const { aws, source } = await sourceOn(() => secretReply(`key-${version}`, `v${version}`))
  await source.read()
  version = 2
  await source.refreshAfter('v1')
  version = 3
  expect((await source.refreshAfter('v2')).value).toBe('key-3')
  expect(aws.seen).toHaveLength(3)
})

test('gives what it holds while AWS is down, and AWS’s refusal where there is one', async () => {
  let reply: Reply = secretReply('key-1')
  const { clock, source } = await sourceOn(() => reply)
  await source.read()
  reply = errorReply('InternalServiceError', '', 500)
  expect((await source.refreshAfter('v1')).value).toBe('key-1')
  clock.advance(6_000)
  reply = errorReply('AccessDeniedException')
  await expect(source.refreshAfter('v1')).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
})

test('says that a value comes from AWS on loopback', async () => {
  const { source } = await sourceOn(() => secretReply('key-1'))
  expect(await source.read()).toEqual({ value: 'key-1', version: 'v1', fromLoopback: true })
})
