import type { Reading, Source } from '../calling-out/calling-out.ts'
import type { Cached, Held } from './cached.ts'
import type { Entry } from './entry.ts'
import { isWithin } from './life.ts'
import { passes } from './passing.ts'

/** Milliseconds between two reads for one version that the outside refuses: a key that is really bad does not hammer AWS. */
const sameVersionMs = 5_000

interface Healing {
  readonly startedAt: number
  readonly version: string
  readonly done: Promise<unknown>
}

/** By entry, since several declarations of one secret are refused together. */
const healingByEntry = new WeakMap<Entry, Healing>()

/** Where calling out takes its credential from: the cache of a declaration. */
export function sourceOf<T>(name: string, current: () => Cached<T>, now: () => number): Source<T> {
  const readingOf = ({ secret, reading: { version, fromLoopback } }: Held<T>): Reading<T> => ({
    value: secret.reveal(),
    version,
    fromLoopback,
  })
  const read = async () => readingOf(current().fresh() ?? (await current().read()))

  return {
    name,
    read,
    async refreshAfter(version) {
      const { entry } = current()
      if (entry.reading?.version === version) {
        const last = healingByEntry.get(entry)
        const isLately = last?.version === version && isWithin(sameVersionMs, last.startedAt, now())
        const healing = isLately ? last : { startedAt: now(), version, done: entry.readAnew() }
        healingByEntry.set(entry, healing)
        try {
          await healing.done
        } catch (error) {
          if (!passes(error)) throw error
        }
      }
      return read()
    },
  }
}
