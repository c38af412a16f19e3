import { type HoldsReadings, runtimesInProcess } from '../held-values.ts'
import { remember } from '../remember.ts'
import { asBuffer } from '../secret-value/own-bytes.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { inLogs, type Needle, needlesOf } from '../secret-value/value-needles.ts'
import { maskedText } from './masked-text.ts'
import { type Hit, type NeedleIndex, needleIndex, windowFor } from './needle-index.ts'
import { watchOn } from './watch.ts'

/** The values that this process has read, and where they stand in a text. */
export interface KnownValues {
  hitsIn(text: string): Hit[] | undefined
  /** The text with `[redacted]` for each value; the same text when it holds none. */
  masked(text: string): string
  /** Every form of every value, for what looks at the end of an unended line. */
  needles(): Iterable<Needle>
}

/** Milliseconds for which a value is masked after it was held last: what was begun with it may fail as late. */
const retiredMs = 24 * 60 * 60_000

/** Retired values that are kept at least: a busy family costs one new index a hundred. */
const fewestRetired = 100

/** That of its own shape alone: each line asks for it, and to look for others there costs a line a sixth more. */
const ownRuntime = () => runtimesInProcess()[1]

export function knownValues(runtime: () => HoldsReadings | undefined = ownRuntime, now: () => number = Date.now): KnownValues {
  const watch = watchOn(runtime)
  // By what is stored.
  const retiredAt = new Map<string, number | undefined>()
  const needlesByKey = new Map<string, readonly Needle[]>()
  const keys = new WeakMap<StoredReading, string>()
  let index: NeedleIndex | undefined

  function keyOf(reading: StoredReading): string {
    let key = keys.get(reading)
    if (key !== undefined && needlesByKey.has(key)) return key
    const stored = reading.stored.reveal()
    key = typeof stored === 'string' ? `text ${stored}` : `bytes ${asBuffer(stored).toString('latin1')}`
    keys.set(reading, key)
    if (!needlesByKey.has(key)) learn(key, needlesOf(stored, inLogs))
    return key
  }

  function learn(key: string, needles: readonly Needle[]): void {
    needlesByKey.set(key, needles)
    const shortest = Math.min(...needles.map(({ text }) => text.length))
    if (index && shortest >= index.window) for (const needle of needles) index.add(needle)
    else if (needles.length > 0) rebuild()
  }

  function rebuild(): void {
    const needles = [...all()]
    index =
      needles.length === 0 ? undefined : needleIndex(windowFor(needles.reduce((least, { text }) => Math.min(least, text.length), Infinity)))
    for (const needle of needles) index?.add(needle)
  }

  function* all(): Iterable<Needle> {
    for (const needles of needlesByKey.values()) yield* needles
  }

  function look(): void {
    const forgotten = remember(retiredAt, new Set(watch.readings().map(keyOf)), { fewest: fewestRetired, ms: retiredMs, at: now() })
    for (const key of forgotten) needlesByKey.delete(key)
    if (forgotten.length > 0) rebuild()
  }

  function hitsIn(text: string): Hit[] | undefined {
    if (watch.hasChanged()) look()
    return index?.hitsIn(text)
  }

  return {
    hitsIn,
    needles: all,
    masked(text) {
      const hits = hitsIn(text)
      return hits ? maskedText(text, hits) : text
    },
  }
}
