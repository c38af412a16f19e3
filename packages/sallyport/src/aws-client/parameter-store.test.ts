import { expect, test } from 'vitest'
import { errorReply, parametersReply, type Reply, type Seen } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'

const names = (count: number) => Array.from({ length: count }, (_, i) => `/prod/key-${i}`)
const asked = (seen: readonly Seen[]) => seen.map(({ operation, input }) => [operation, input['Names'] ?? input['Name']])
const denied = errorReply('AccessDeniedException', 'User: arn:aws:sts::123456789012:assumed-role/role/f is not authorized')

/** An AWS that refuses a call of `GetParameters` with any of `many`, and one of `GetParameter` for any of `one`. */
const refusing = (many: () => readonly string[], one: () => readonly string[]) => (seen: Seen) => {
  if (seen.operation === 'GetParameters') {
    const isRefused = (seen.input['Names'] as string[]).some((name) => many().includes(name)) // its own input
    return isRefused ? denied : parametersReply(seen, (name) => `value of ${name}`)
  }
  const name = String(seen.input['Name'])
  return one().includes(name) ? denied : { body: { Parameter: { Name: name, Value: `value of ${name}`, Version: 7 } } }
}

test.for([
  [1, [1]],
  [10, [10]],
  [11, [10, 1]],
  [20, [10, 10]],
] as const)('reads %i parameters of one tick by calls of %j names', async ([count, calls]) => {
  const { aws, text } = await functionOf((seen) => parametersReply(seen, (name) => `value of ${name}`))
  const values = await Promise.all(names(count).map((parameter) => text({ parameter }).get()))
  expect(values.map((value) => value.reveal())).toEqual(names(count).map((name) => `value of ${name}`))
  expect(aws.seen.map(({ operation, input }) => [operation, (input['Names'] as string[]).length, input['WithDecryption']])).toEqual(
    calls.map((size) => ['GetParameters', size, true]),
  )
})

test('does not let a refused name spread to its neighbours, and joins these again', async () => {
  const { aws, clock, text } = await functionOf(
    refusing(
      () => ['/b'],
      () => ['/b'],
    ),
  )
  const [a, b, c] = [text({ parameter: '/a' }), text({ parameter: '/b' }), text({ parameter: '/c' })]
  const all = await Promise.allSettled([a.get(), b.get(), c.get()])
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(all[1]).toMatchObject({ reason: { code: 'ACCESS_DENIED', secret: '/b' } })
  expect(asked(aws.seen)).toEqual([
    ['GetParameters', ['/a', '/b', '/c']],
    ['GetParameters', ['/a']],
    ['GetParameters', ['/b']],
    ['GetParameter', '/b'],
    ['GetParameters', ['/c']],
  ])
  clock.advance(400_000)
  const before = aws.seen.length
  await Promise.allSettled([a.get(), b.get(), c.get()])
  expect(asked(aws.seen.slice(before))).toContainEqual(['GetParameters', ['/a', '/c']])
  expect(asked(aws.seen.slice(before))).toHaveLength(3)
})

test('hears of the refusal of a call of several while a slow neighbour, asked alone, is before them', async () => {
  const slow = held<Reply>()
  let refused = ['/slow']
  const { aws, clock, text } = await functionOf((seen) => {
    if (seen.input['Name'] === '/slow' && refused.length > 1) return slow.promise
    return refusing(
      () => refused,
      () => [],
    )(seen)
  })
  const [first, a, b] = [text({ parameter: '/slow' }), text({ parameter: '/a' }), text({ parameter: '/b' })]
  await first.get()
  refused = ['/slow', '/a']
  clock.advance(4_000_000)
  const all = [first.get(), a.get(), b.get()]
  await until(() => aws.seen.some(({ input }) => String(input['Names']) === '/a,/b'))
  await new Promise((resolve) => setTimeout(resolve, 20))
  slow.release({ body: { Parameter: { Name: '/slow', Value: 'at last', Version: 8 } } })
  expect((await Promise.all(all)).map((secret) => secret.reveal())).toEqual(['at last', 'value of /a', 'value of /b'])
})

test('remembers a name that only GetParameter may read', async () => {
  const { aws, clock, text } = await functionOf(
    refusing(
      () => ['/b'],
      () => [],
    ),
  )
  const b = text({ parameter: '/b' })
  expect((await b.get()).reveal()).toBe('value of /b')
  expect(asked(aws.seen)).toEqual([
    ['GetParameters', ['/b']],
    ['GetParameter', '/b'],
  ])
  clock.advance(400_000)
  await b.get()
  expect(asked(aws.seen).slice(2)).toEqual([['GetParameter', '/b']])
})

test('reads a refused name again by the ordinary way once its role may', async () => {
  let refused: string[] = ['/b']
  const { aws, clock, text } = await functionOf(
    refusing(
      () => refused,
      () => ['/b'],
    ),
  )
  const [a, b] = [text({ parameter: '/a' }), text({ parameter: '/b' })]
  await expect(b.get()).rejects.toMatchObject({ code: 'ACCESS_DENIED' })
  refused = []
  clock.advance(400_000)
  expect((await b.get()).reveal()).toBe('value of /b')
  clock.advance(400_000)
  await Promise.all([a.get(), b.get()])
  expect(asked(aws.seen).at(-1)).toEqual(['GetParameters', ['/a', '/b']])
})

test('does not ask each name alone when a call of several was only throttled', async () => {
  const { aws, text } = await functionOf(() => errorReply('ThrottlingException'), { AWS_MAX_ATTEMPTS: '1' })
  const all = await Promise.allSettled([text({ parameter: '/a' }).get(), text({ parameter: '/b' }).get()])
  expect(all).toMatchObject([1, 2].map(() => ({ reason: { code: 'THROTTLED', secret: '/a,/b' } })))
  expect(aws.seen).toHaveLength(1)
})

test('names the one parameter of several that does not exist', async () => {
  const { text } = await functionOf((seen) => parametersReply(seen, (name) => (name === '/a' ? 'here' : undefined)))
  const [a, b] = await Promise.allSettled([text({ parameter: '/a' }).get(), text({ parameter: '/b' }).get()])
  expect(a.status).toBe('fulfilled')
  expect(b).toMatchObject({
    reason: {
      code: 'SECRET_NOT_FOUND',
      secret: '/b',
      message: 'AWS in eu-west-1 does not give parameter /b (ParameterNotFound): run "sallyport put /b --parameter"',
    },
  })
})
