import type { Entry } from '../cache/entry.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'

/** The part of a runtime that is looked at: its secrets in memory. */
export interface HoldsEntries {
  readonly entries: ReadonlyMap<string, Pick<Entry, 'reading' | 'before' | 'isDropped'>>
}

const key = Symbol.for('sallyport')

/** The process's own runtime, of whichever copy of the package: `sharedRuntime`'s, which is not made by looking. */
export function runtimeInProcess(): HoldsEntries | undefined {
  const holder = globalThis as { [key]?: { 1?: HoldsEntries } }
  return holder[key]?.[1]
}

/** Tells whether what is held has changed, for much less than it takes to look at all of it. */
export interface Watch {
  hasChanged(): boolean
  /** All that is held now, each value with the one before; what changes from here on is a change. */
  readings(): StoredReading[]
}

/**
 * A value can be logged in the turn in which it came, so each line looks: at the number of entries, and at each known entry's reading.
 * An entry that leaves is dropped, so that another cannot come in its place unseen.
 */
export function watchOn(runtime: () => HoldsEntries | undefined): Watch {
  type Seen = { readonly entry: Pick<Entry, 'reading' | 'isDropped'>; readonly reading: StoredReading | undefined }
  let known: HoldsEntries | undefined
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
      return entries.flatMap(({ reading, before }) => [reading, before].filter((each) => each !== undefined))
    },
  }
}
