import type { Entry } from './cache/entry.ts'
import type { StoredReading } from './secret-value/stored-reading.ts'
import { withoutValues } from './secret-value/without-values.ts'

/** The part of a runtime that is looked at: its secrets in memory. */
export interface HoldsReadings {
  readonly entries: ReadonlyMap<string, Pick<Entry, 'reading' | 'before'>>
}

/** Readings that are remembered: more than one runtime has in memory, and those of its last changes. */
const mostRemembered = 2_500

/**
 * Cleans errors of what the runtimes have in memory, and of what they had when it was last looked at: a key that was replaced, or a family's
 * member that had to leave, may be in an error of the same invocation and is good for a while longer.
 */
export function cleaningOf(runtimes: () => readonly HoldsReadings[]) {
  const seen = new Set<StoredReading>()

  function look(): void {
    for (const { entries } of runtimes()) {
      for (const { reading, before } of entries.values()) for (const each of [before, reading]) if (each) remember(each)
    }
  }

  function remember(reading: StoredReading): void {
    seen.delete(reading)
    seen.add(reading) // as the last
    for (const oldest of seen) {
      if (seen.size <= mostRemembered) break
      seen.delete(oldest)
    }
  }

  return {
    /** To be called when an invocation begins. */
    look,
    clean(error: unknown): unknown {
      look()
      return withoutValues(
        error,
        [...seen].map(({ stored }) => stored.reveal()),
      )
    },
  }
}

/**
 * Those of this process, of every copy of the package, where its doors meet. They are looked up and never made, so that a door which only
 * cleans carries no AWS client.
 */
export function runtimesInProcess(): HoldsReadings[] {
  const byShape: unknown = Reflect.get(globalThis, Symbol.for('sallyport'))
  return Object.values(byShape ?? {}) // sharedRuntime() alone puts them there
}
