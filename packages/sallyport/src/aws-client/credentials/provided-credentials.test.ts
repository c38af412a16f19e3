import { expect, test } from 'vitest'
import type { Credentials } from './credentials.ts'
import { providedCredentials } from './provided-credentials.ts'

const minutes = 60_000

/** A provider that gives `answers`, one after the other; its clock is moved by hand. */
function sourceOf(answers: readonly (() => Promise<Credentials>)[]) {
  let at = 1_000_000
  let asked = 0
  const current = providedCredentials(
    () => (answers[asked++] as () => Promise<Credentials>)(), // as many as the test has it asked
    () => at,
  )
  return {
    current,
    askedTimes: () => asked,
    advance(ms: number) {
      at += ms
    },
  }
}

const keys = (name: string, lifeMs?: number) => async (): Promise<Credentials> => ({
  accessKeyId: name,
  secretAccessKey: 'example',
  ...(lifeMs && { expiration: new Date(1_000_000 + lifeMs) }),
})
const failing = () => Promise.reject(new Error('the agent is away'))
const hanging = () => new Promise<never>(() => undefined)

test.for([
  ['fails', failing],
  ['does not answer', hanging],
] as const)('credentials that still hold are used when their provider %s shortly before they expire', async ([, trouble]) => {
  const { current, advance, askedTimes } = sourceOf([keys('one', 60 * minutes), trouble, trouble, keys('two', 120 * minutes)])
  await current(false, 5)
  advance(56 * minutes)
  expect(await current(false, 5)).toMatchObject({ accessKeyId: 'one' })
  advance(5_000)
  expect(await current(false, 5)).toMatchObject({ accessKeyId: 'one' })
  advance(5_000)
  expect(await current(false, 5)).toMatchObject({ accessKeyId: 'two' })
  expect(askedTimes()).toBe(4)
})

test.for([
  ['have expired', false, 61 * minutes],
  ['were refused', true, 0],
] as const)('credentials that %s are not used again when their provider fails', async ([, isRefused, ms]) => {
  const { current, advance } = sourceOf([keys('one', 60 * minutes), failing, keys('two', 120 * minutes)])
  await current(false, 5)
  advance(ms)
  await expect(current(isRefused, 5)).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING', cause: { message: 'the agent is away' } })
  expect(await current(isRefused, 5)).toMatchObject({ accessKeyId: 'two' })
})

test('what a slow provider gives is used by the reads after it, and none but the first waits for it', async () => {
  let answer: (given: Credentials) => void = () => undefined
  const slow = () => new Promise<Credentials>((resolve) => (answer = resolve))
  const { current, advance, askedTimes } = sourceOf([keys('one', 60 * minutes), slow])
  await current(false, 5)
  advance(56 * minutes)
  expect(await current(false, 5)).toMatchObject({ accessKeyId: 'one' })
  expect(await current(false, 600_000)).toMatchObject({ accessKeyId: 'one' })
  answer(await keys('two', 120 * minutes)())
  await new Promise(setImmediate)
  expect(await current(false, 5)).toMatchObject({ accessKeyId: 'two' })
  expect(askedTimes()).toBe(2)
})

test('a provider is asked once for all who are refused at a time', async () => {
  const { current, askedTimes } = sourceOf([keys('one'), keys('two')])
  await current(false, 5)
  const all = await Promise.all([current(true, 5), current(true, 5), current(true, 5)])
  expect(all.map(({ accessKeyId }) => accessKeyId)).toEqual(['two', 'two', 'two'])
  expect(askedTimes()).toBe(2)
})
