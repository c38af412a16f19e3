import { expect, test } from 'vitest'
import { errorReply, parametersReply, type Reply, secretReply } from '../test/fake-aws.ts'
import { functionOf, held, until } from '../test/function-of.ts'
import { configureRuntime } from './configure.ts'
import { badValue } from './secret-value/bad-value.ts'
import { wrapped } from './with-secrets.ts'

const minutes = 60_000
const name = '{stage}/customers/{id}'

/** An execution environment whose AWS stores each name as its own value, and what it was asked for. */
async function naming() {
  const all = await functionOf(({ input }) => secretReply(`value of ${input['SecretId']}`))
  return { ...all, asked: () => all.aws.seen.map(({ input }) => input['SecretId']) }
}

test('reads each member by its own name, once', async () => {
  const { asked, text } = await naming()
  const customers = text<typeof name>(name)
  expect((await customers.for('ada').get()).reveal()).toBe('value of dev/customers/ada')
  expect((await customers.for('bob@example.com').get()).reveal()).toBe('value of dev/customers/bob@example.com')
  expect((await customers.for('ada').get()).reveal()).toBe('value of dev/customers/ada')
  expect(customers.for('ada').peek()?.reveal()).toBe('value of dev/customers/ada')
  expect(asked()).toEqual(['dev/customers/ada', 'dev/customers/bob@example.com'])
})

test('gives the very same promise to each cached read of a member that is kept', async () => {
  const { text } = await naming()
  const ada = text<typeof name>(name).for('ada')
  await ada.get()
  expect(ada.get()).toBe(ada.get())
})

test('joins parameters of a family in one request', async () => {
  const { aws, text } = await functionOf((seen) => parametersReply(seen, (each) => `value of ${each}`))
  const customers = text<'/{id}/key'>({ parameter: '/{id}/key' })
  const values = await Promise.all(['a', 'b', 'c'].map((id) => customers.for(id).get()))
  expect(values.map((value) => value.reveal())).toEqual(['value of /a/key', 'value of /b/key', 'value of /c/key'])
  expect(aws.seen.map(({ input }) => input['Names'])).toEqual([['/a/key', '/b/key', '/c/key']])
})

test.for([
  '',
  '/',
  '../prod/stripe',
  'a/b',
  'a..b',
  '..',
  '.',
  'a b',
  'a\n',
  '{stage}',
  '$&',
  'a\u0000',
  'ü',
  'a'.repeat(257),
  undefined,
  null,
  7.5,
  {},
])('refuses the id %j, which could lead into another name', async (id) => {
  const { asked, text } = await naming()
  expect(() => text<typeof name>(name).for(id as string)).toThrow(
    expect.objectContaining({ code: 'BAD_DECLARATION', message: expect.stringMatching(/^"{stage}\/customers\/{id}" takes ids of /) }),
  )
  expect(asked()).toEqual([])
})

test('takes letters, digits, and _ . @ - between them as an id', async () => {
  const { asked, text } = await naming()
  for (const id of ['4711', 'A-1_b.c@d', '.hidden', 'a'.repeat(256)]) await text<typeof name>(name).for(id).get()
  expect(asked()).toHaveLength(4)
})

test('tells tools of the family and of the member', async () => {
  const { text } = await naming()
  const customers = text<typeof name>(name, { ttlSeconds: 60 })
  const declaration = { version: 1, kind: 'text', options: { ttlSeconds: 60 } }
  expect(customers['~sallyport']).toEqual({ ...declaration, place: { service: 'secretsmanager', name } })
  expect(customers.for('ada')['~sallyport']).toEqual({
    ...declaration,
    place: { service: 'secretsmanager', name: '{stage}/customers/ada' },
  })
})

test('holds the thousand members that were asked for last, and every secret that is declared by itself', async () => {
  const { asked, runtime, text } = await naming()
  const [stripe, customers] = [text('stripe'), text<typeof name>(name)]
  const read = async (ids: readonly number[]) => {
    for (const id of ids) await customers.for(`${id}`).get()
  }
  await stripe.get()
  await read(Array.from({ length: 999 }, (_, i) => i))
  await read([0]) // asked for again, so that 1 is the oldest
  expect(asked()).toHaveLength(1_000)
  await read([999])
  expect(runtime.entries.size).toBe(1_000)
  await Promise.all([stripe.get(), read([0])])
  expect(asked()).toHaveLength(1_001)
  expect(customers.for('1').peek()).toBeUndefined()
  await read([1])
  expect(asked().at(-1)).toBe('dev/customers/1')
  expect(runtime.entries.size).toBe(1_000)
})

test('works on with handles that were kept while others took their place, without growing', async () => {
  const { runtime, text } = await naming()
  const customers = text<typeof name>(name)
  const kept = Array.from({ length: 1_200 }, (_, i) => customers.for(`${i}`))
  for (const round of [1, 2]) {
    for (const [i, each] of kept.entries()) if (i % 3 <= round) expect((await each.get()).reveal()).toBe(`value of dev/customers/${i}`)
    expect(runtime.entries.size).toBeLessThanOrEqual(1_000)
  }
  expect((await kept[0]?.get())?.reveal()).toBe('value of dev/customers/0')
})

test('a member keeps the last good value over one that does not fit, from handle to handle', async () => {
  let value = '2'
  const { clock, of } = await functionOf(() => secretReply(value, value))
  const even = {
    kind: 'even',
    parse(stored: unknown, secret: string) {
      if (Number(stored) % 2 !== 0) throw badValue(secret, 'is not even')
      return Number(stored)
    },
  }
  const numbers = of<number, object, typeof name>(name, even)
  await numbers.for('ada').get()
  value = '3'
  clock.advance(6 * minutes)
  for (let i = 0; i < 3; i++) expect((await numbers.for('ada').get()).reveal()).toBe(2)
})

test('a member and a secret declared by the same name share what is read', async () => {
  const { asked, text } = await naming()
  await text('dev/customers/ada').get()
  expect((await text<typeof name>(name).for('ada').get()).reveal()).toBe('value of dev/customers/ada')
  expect(asked()).toHaveLength(1)
})

test('makes one request for a thousand concurrent first reads of one member', async () => {
  const slow = held<Reply>()
  const { aws, text } = await functionOf(() => slow.promise)
  const customers = text<typeof name>(name)
  const reads = Array.from({ length: 1_000 }, () => customers.for('ada').get())
  await until(() => aws.seen.length === 1)
  slow.release(secretReply('key'))
  expect(new Set((await Promise.all(reads)).map((value) => value.reveal()))).toEqual(new Set(['key']))
  expect(aws.seen).toHaveLength(1)
})

test('names the member in errors', async () => {
  const { text } = await functionOf(() => errorReply('ResourceNotFoundException'))
  await expect(text<typeof name>(name).for('ada').get()).rejects.toMatchObject({
    code: 'SECRET_NOT_FOUND',
    secret: 'dev/customers/ada',
    message: expect.stringContaining('sallyport put dev/customers/ada'),
  })
})

test('reads members in INIT, keeps their values out of errors, and drops them when it is configured', async () => {
  const { asked, runtime, text } = await naming()
  const customers = text<typeof name>(name)
  const handler = wrapped(
    [customers.for('ada')],
    async () => {
      throw new Error(`refused ${(await customers.for('ada').get()).reveal()}`)
    },
    () => runtime,
  )
  await until(() => asked().length === 1)
  await expect(handler()).rejects.toThrow('refused [redacted]')
  const ada = customers.for('ada')
  await ada.get()
  configureRuntime(runtime, { stage: 'prod' })
  expect(ada.peek()).toBeUndefined()
  expect((await ada.get()).reveal()).toBe('value of prod/customers/ada')
})
