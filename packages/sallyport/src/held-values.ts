import type { Entry } from './cache/entry.ts'
import type { Stored } from './secret-value/stored-reading.ts'

/** The part of a runtime that is looked at: its secrets in memory. */
export interface HoldsReadings {
  readonly entries: ReadonlyMap<string, Pick<Entry, 'reading' | 'before'>>
}

/** What is stored in AWS of all that `runtime` has in memory, and of what it held before the last change of each. */
export function heldValues({ entries }: HoldsReadings): Stored[] {
  const readings = [...entries.values()].flatMap(({ reading, before }) => [reading, before])
  return readings.flatMap((reading) => (reading === undefined ? [] : [reading.stored.reveal()]))
}

/**
 * Those of this process, of every copy of the package, where its doors meet. They are looked up and never made, so that a door which only
 * cleans carries no AWS client.
 */
export function runtimesInProcess(): HoldsReadings[] {
  const byShape: unknown = Reflect.get(globalThis, Symbol.for('sallyport'))
  return Object.values(byShape ?? {}) // sharedRuntime() alone puts them there
}
