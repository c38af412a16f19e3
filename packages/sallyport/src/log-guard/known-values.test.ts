import { expect, test } from 'vitest'
import { type Entry, entryOf } from '../cache/entry.ts'
import { configureRuntime } from '../configure.ts'
import { type HoldsReadings, runtimesInProcess } from '../held-values.ts'
import { createRuntime, sharedRuntime } from '../runtime.ts'
import { Secret } from '../secret-value/secret.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { knownValues } from './known-values.ts'

const hourMs = 3_600_000
const reading = (stored: string | Uint8Array): StoredReading => ({
  stored: new Secret(stored),
  version: 'v',
  sentAt: 0,
  fromLoopback: false,
})

/** Values that one secret brings one after the other, its entry being that of the cache itself. */
function secretOf() {
  let stored = ''
  let at = 0
  const entry = entryOf('stripe', async () => reading(stored), { now: () => at, random: () => 0 })
  const entries = new Map<string, Entry>([['stripe', entry]])
  const values = knownValues(
    () => ({ entries }),
    () => at,
  )
  return {
    entries,
    values,
    shows: (text: string) => values.masked(`a ${text} b`) === `a ${text} b`,
    async read(next: string) {
      stored = next
      await entry.read()
    },
    advance(ms: number) {
      at += ms
    },
  }
}

test('a value is masked from the moment it is held', async () => {
  const { shows, read } = secretOf()
  expect(shows('key-number-1')).toBe(true)
  await read('key-number-1')
  expect(shows('key-number-1')).toBe(false)
})

test('after a rotation both versions are masked, the older one for a day after it was held last', async () => {
  const { shows, read, advance } = secretOf()
  await read('key-number-1')
  expect(shows('key-number-1')).toBe(false)
  for (let refresh = 0; refresh < 3; refresh += 1) await read('key-number-2')
  expect([shows('key-number-1'), shows('key-number-2')]).toEqual([false, false])
  advance(23 * hourMs)
  await read('key-number-2')
  expect(shows('key-number-1')).toBe(false)
  advance(2 * hourMs)
  await read('key-number-2')
  expect([shows('key-number-1'), shows('key-number-2')]).toEqual([true, false])
})

test('a value that comes back is known again', async () => {
  const { shows, read, advance } = secretOf()
  for (const key of ['key-number-1', 'key-number-2', 'key-number-3']) {
    await read(key)
    shows(key)
  }
  advance(25 * hourMs)
  await read('key-number-1')
  expect(shows('key-number-1')).toBe(false)
})

test('of retired values the last hundred stay at least, and two hundred at most', async () => {
  const { shows, read } = secretOf()
  for (let i = 0; i < 300; i += 1) {
    await read(`key-number-${i}`)
    shows('look')
  }
  const known = Array.from({ length: 300 }, (_, i) => i).filter((i) => !shows(`key-number-${i}`))
  expect(known.slice(-100)).toEqual(Array.from({ length: 100 }, (_, i) => 200 + i))
  expect(known.length).toBeLessThanOrEqual(202) // the current one and the one before are held
})

test('values of entries that were dropped, by configure or by a thousand other members of a family, stay masked', async () => {
  const runtime = createRuntime({ now: () => 0, random: () => 0, env: { AWS_REGION: 'eu-west-1', SALLYPORT_STAGE: 'dev' } })
  const values = knownValues(
    () => runtime,
    () => 0,
  )
  const member = (id: number) => {
    const entry = runtime.entryAt({ service: 'secretsmanager', name: `customers/${id}` } as never, {}, true) // as the declaration checks it
    entry.reading = reading(`customer-key-${id}`)
  }
  for (let id = 0; id < 1_000; id += 1) member(id)
  expect(values.masked('customer-key-7')).toBe('[redacted]')
  member(1_000) // in the place of the first: as many as before
  expect(values.masked('customer-key-1000 customer-key-0')).toBe('[redacted] [redacted]')
  configureRuntime(runtime, { stage: 'prod' })
  member(5)
  expect(values.masked('customer-key-1000 customer-key-5')).toBe('[redacted] [redacted]')
})

test('another runtime in the place of the first, as in a unit test, is looked at', () => {
  const [first, other] = ['first-value', 'other-value'].map(
    (value): HoldsReadings => ({ entries: new Map([['a', { reading: reading(value) }]]) }),
  )
  let runtime = first
  const values = knownValues(() => runtime)
  expect(values.masked('first-value other-value')).toBe('[redacted] other-value')
  runtime = other
  expect(values.masked('first-value other-value')).toBe('[redacted] [redacted]')
})

test('a short value among long ones does not hide them, nor they it', () => {
  const entries = new Map()
  const values = knownValues(() => ({ entries }))
  for (const value of ['a-rather-long-value-of-a-secret', 'short-01', 'another-rather-long-value-of-one', 'tiny']) {
    entries.set(value, { reading: reading(value) })
    expect(values.masked(`a ${value} b`)).toBe(value === 'tiny' ? 'a tiny b' : 'a [redacted] b')
  }
  expect(values.masked('another-rather-long-value-of-one short-01')).toBe('[redacted] [redacted]')
})

test('while nothing is held a text is given back as it came', () => {
  expect(knownValues(() => undefined).masked('anything')).toBe('anything')
})

test('the process’s own runtime is the one that is looked at', () => {
  const shared = sharedRuntime() // made by the first who asks for it
  expect(runtimesInProcess()[1]).toBe(shared)
})
