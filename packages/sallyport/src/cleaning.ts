import { type Runtimes, readingsOf } from './held-values.ts'
import { remember } from './remembering.ts'
import type { StoredReading } from './secret-value/stored-reading.ts'
import { withoutValues } from './secret-value/without-values.ts'

/** More than a runtime that drops all has had in memory. */
const fewestRetired = 2_500

/** Cleans errors of what the runtimes have in memory, and of what they had when they were last looked at. */
export function cleaningOf(runtimes: () => Runtimes) {
  const known = new Map<StoredReading, number | undefined>()
  const look = () => void remember(known, new Set(readingsOf(runtimes())), fewestRetired)
  return {
    /** To be called when an invocation begins. */
    look,
    clean(error: unknown): unknown {
      look()
      return withoutValues(
        error,
        [...known.keys()].map(({ stored }) => stored.reveal()),
      )
    },
  }
}
