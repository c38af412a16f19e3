import { expect, test } from 'vitest'
import { type LifeOptions, remembered } from './handle.ts'

/** A handle over `answers`, one for each read, with a clock that the test moves. */
function held(options: LifeOptions, ...answers: readonly (string | Error)[]) {
  const at = { ms: 0, reads: 0 }
  const read = async () => {
    const answer = answers[at.reads++] ?? new Error('one read too many')
    if (answer instanceof Error) throw answer
    return answer
  }
  const handle = remembered(read, options, () => at.ms)
  return { at, handle, value: async () => (await handle.get()).reveal() }
}

const answered = (name: string, httpStatusCode: number) => Object.assign(new Error(name), { name, $metadata: { httpStatusCode } })

test('a value is read once while it is fresh, and anew from then on', async () => {
  const { at, value } = held({ ttlSeconds: 60 }, 'one', 'two')
  expect([await value(), await value()]).toEqual(['one', 'one'])
  at.ms = 60_000
  expect([await value(), at.reads]).toEqual(['two', 2])
})

test('reads of one handle in one moment are one', async () => {
  const { at, value } = held({}, 'one')
  expect(await Promise.all([value(), value()])).toEqual(['one', 'one'])
  expect(at.reads).toBe(1)
})

test.each([
  ['no answer', new Error('socket hang up')],
  ['a fault of AWS', answered('InternalServiceError', 500)],
  ['throttling', answered('ThrottlingException', 400)],
])('after %s the last good value is served, as long as it may be stale', async (_, error) => {
  const { at, handle, value } = held({ ttlSeconds: 60, maxStaleSeconds: 600 }, 'one', error, error)
  await value()
  at.ms = 599_999
  expect(await value()).toBe('one')
  at.ms = 600_000
  await expect(value()).rejects.toBe(error)
  expect(handle.peek()).toBeUndefined()
})

test('after AWS has refused, no old value is served', async () => {
  const error = answered('AccessDeniedException', 400)
  const { at, value } = held({ ttlSeconds: 60 }, 'one', error)
  await value()
  at.ms = 60_000
  await expect(value()).rejects.toBe(error)
})

test('a clock set back makes a value old', async () => {
  const { at, value } = held({ ttlSeconds: 'forever' }, 'one', 'two')
  await value()
  at.ms = -1
  expect(await value()).toBe('two')
})

test('a refresh reads anew, and what is used is the value itself', async () => {
  const { handle, value } = held({}, 'one', 'two')
  await value()
  await handle.refresh()
  expect(await handle.use((text) => text.length)).toBe(3)
  expect(`${handle.peek()} ${JSON.stringify(await handle.get())} ${handle.peek()?.reveal()}`).toBe('[redacted] "[redacted]" two')
})
