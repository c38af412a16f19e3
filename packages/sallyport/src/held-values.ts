import type { Entry } from './cache/entry.ts'
import type { StoredReading } from './secret-value/stored-reading.ts'

/** The part of a runtime that is looked at: its secrets in memory. */
export interface HoldsReadings {
  readonly entries: ReadonlyMap<string, Pick<Entry, 'reading' | 'before' | 'isDropped'>>
}

/** By shape, see `sharedRuntime`. */
export type Runtimes = Readonly<Record<number, HoldsReadings>>

const key = /* @__PURE__ */ Symbol.for('sallyport')
const none: Runtimes = {}

/**
 * Those of this process, of every copy of the package, where its doors meet. They are looked up and never made, so that a door which only
 * cleans carries no AWS client.
 */
export const runtimesInProcess = (): Runtimes => (globalThis as { [key]?: Runtimes })[key] ?? none // sharedRuntime() alone puts them there

/** All that is held, each value with the one before. */
export const readingsOf = (runtimes: readonly HoldsReadings[]): StoredReading[] =>
  runtimes
    .flatMap(({ entries }) => [...entries.values()])
    .flatMap(({ before, reading }) => [before, reading])
    .filter((each) => each !== undefined)
