import { type HoldsReadings, readingsOf } from './held-values.ts'
import { remember } from './remember.ts'
import type { StoredReading } from './secret-value/stored-reading.ts'
import { withoutValues } from './secret-value/without-values.ts'

/** Retired readings that are kept: those of a runtime's 1,000 entries, each with the one before, and room for the last changes. */
const fewestRetired = 2_500

/** Cleans errors of what the runtimes have in memory, and of what they had when they were last looked at. */
export function cleaningOf(runtimes: () => readonly HoldsReadings[]) {
  const retiredAt = new Map<StoredReading, number | undefined>()
  const look = () => void remember(retiredAt, new Set(readingsOf(runtimes())), { fewest: fewestRetired })
  return {
    /** To be called when an invocation begins. */
    look,
    clean(error: unknown): unknown {
      look()
      return withoutValues(
        error,
        [...retiredAt.keys()].map(({ stored }) => stored.reveal()),
      )
    },
  }
}
