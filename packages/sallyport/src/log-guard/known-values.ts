import { asBuffer } from '../secret-value/own-bytes.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { type Needle, needlesOf } from '../secret-value/value-needles.ts'
import { type HoldsEntries, runtimeInProcess, watchOn } from './held-readings.ts'
import { maskedText } from './masked-text.ts'
import { type Hit, type NeedleIndex, needleIndex, windowFor } from './needle-index.ts'

/** The values that this process has read, and where they stand in a text. */
export interface KnownValues {
  hitsIn(text: string): Hit[] | undefined
  /** The text with `[redacted]` for each value; the same text when it holds none. */
  masked(text: string): string
  /** Every form of every value, for what looks at the end of an unended line. */
  needles(): Iterable<Needle>
}

/**
 * Milliseconds for which a value is masked after it was held last: vendors accept a rotated key for hours yet, and what was begun with it
 * may fail that late.
 */
const retiredMs = 24 * 60 * 60_000

/** Retired values that are kept at least; at twice as many the older half goes, so that a busy family costs one rebuild a hundred. */
const fewestRetired = 100

interface Known {
  readonly needles: readonly Needle[]
  /** Wall clock in milliseconds at which it was first seen to be held no more. */
  retiredAt?: number | undefined
}

export function knownValues(runtime: () => HoldsEntries | undefined = runtimeInProcess, now: () => number = Date.now): KnownValues {
  const watch = watchOn(runtime)
  /** By what is stored; those that retired last are the last. */
  const known = new Map<string, Known>()
  const keys = new WeakMap<StoredReading, string>()
  let index: NeedleIndex | undefined

  function keyOf(reading: StoredReading): string {
    let key = keys.get(reading)
    if (key !== undefined && known.has(key)) return key
    const stored = reading.stored.reveal()
    key = typeof stored === 'string' ? `text ${stored}` : `bytes ${asBuffer(stored).toString('latin1')}`
    keys.set(reading, key)
    if (!known.has(key)) learn(key, needlesOf(stored))
    return key
  }

  function learn(key: string, needles: readonly Needle[]): void {
    known.set(key, { needles })
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
    for (const { needles } of known.values()) yield* needles
  }

  function look(): void {
    const held = new Set(watch.readings().map(keyOf))
    const at = now()
    for (const [key, value] of [...known]) {
      if (held.has(key)) value.retiredAt = undefined
      else if (value.retiredAt === undefined) {
        value.retiredAt = at
        known.delete(key)
        known.set(key, value)
      }
    }
    forget(at)
  }

  function forget(at: number): void {
    const retired = [...known].filter(([, { retiredAt }]) => retiredAt !== undefined)
    const surplus = retired.length >= 2 * fewestRetired ? retired.length - fewestRetired : 0
    const gone = retired.filter(([, { retiredAt = at }], i) => i < surplus || at - retiredAt > retiredMs)
    for (const [key] of gone) known.delete(key)
    if (gone.length > 0) rebuild()
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
