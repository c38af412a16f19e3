import type { Entry } from '../cache/entry.ts'
import { type HoldsReadings, readingsOf } from '../held-values.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'

/** Tells whether what is held has changed, for much less than it takes to look at all of it. */
export interface Watch {
  hasChanged(): boolean
  /** All that is held now; what changes from here on is a change. */
  readings(): StoredReading[]
}

/**
 * A value can be logged in the turn in which it came, so each line looks: at the number of entries, and at each known entry's reading.
 * An entry that leaves is dropped, so that another cannot come in its place unseen.
 */
export function watchOn(runtime: () => HoldsReadings | undefined): Watch {
  type Seen = { readonly entry: Pick<Entry, 'reading' | 'isDropped'>; readonly reading: StoredReading | undefined }
  let known: HoldsReadings | undefined
  let size = 0
  let seen: readonly Seen[] = []

  return {
    hasChanged() {
      const now = runtime()
      if (now !== known || (now && now.entries.size !== size)) return true
      for (const { entry, reading } of seen) if (entry.reading !== reading || entry.isDropped) return true
      return false
    },
    readings() {
      known = runtime()
      const entries = [...(known?.entries.values() ?? [])]
      size = entries.length
      seen = entries.map((entry) => ({ entry, reading: entry.reading }))
      return known ? readingsOf([known]) : []
    },
  }
}
