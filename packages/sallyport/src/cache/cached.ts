import type { SallyportEvent } from '../events.ts'
import { badValue } from '../secret-value/bad-value.ts'
import { Secret } from '../secret-value/secret.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { within } from '../waiting.ts'
import type { Entry, EntrySurroundings } from './entry.ts'
import { isWithin, type Life } from './life.ts'
import { passes } from './passing.ts'

/** A value that fits its kind, as one declaration holds it. */
export interface Held<T> {
  readonly secret: Secret<T>
  /** Resolved already; given as it is to each cached read, since a promise made anew costs more than the read. */
  readonly promise: Promise<Secret<T>>
  readonly reading: StoredReading
}

/** One declaration's view of an entry: the value parsed once per version, with the declaration's own life. */
export interface Cached<T> {
  readonly entry: Entry
  /** What is held and fresh, without asking anyone but the clock. */
  fresh(): Held<T> | undefined
  /** What is held and may be served. */
  usable(): Held<T> | undefined
  read(signal?: AbortSignal): Promise<Held<T>>
  readAnew(): Promise<Held<T>>
}

export function cached<T>(entry: Entry, parse: (stored: string) => T, [ttlMs, usableMs]: Life, surroundings: EntrySurroundings): Cached<T> {
  // Milliseconds a read waits for a refresh before it serves the old value.
  const refreshBudgetMs = 250
  // Milliseconds for which a refusal stands: ten reads of a secret that is missing are one request.
  const refusalStandsMs = 2_000
  // Milliseconds for which an outage stands while no value is held: the next read may find AWS back.
  const outageStandsMs = 100
  // Milliseconds until a value that does not fit its kind is looked for anew.
  const misfitMs = 5_000

  const { now, random } = surroundings
  let seen: StoredReading | undefined
  let freshMs: number
  let misfit: unknown
  let held: Held<T> | undefined

  /** Parses a reading that was not seen yet, and says whether it is fresh. */
  function isFresh(reading: StoredReading): boolean {
    if (seen !== reading) {
      seen = reading
      misfit = undefined
      freshMs = ttlMs * (1 - random() / 10)
      try {
        const stored = reading.stored.reveal()
        if (typeof stored !== 'string') throw badValue(entry.name, 'is not text')
        const secret = new Secret(parse(stored))
        held = { secret, promise: Promise.resolve(secret), reading }
      } catch (error) {
        misfit = error
        freshMs = Math.min(ttlMs, misfitMs)
      }
    }
    return isWithin(freshMs, reading.sentAt, now())
  }

  function usable(): Held<T> | undefined {
    if (entry.reading) isFresh(entry.reading) // another declaration of this secret may have read it
    return held && now() - held.reading.sentAt < usableMs ? held : undefined
  }

  function stale(reason: SallyportEvent['reason']): Held<T> | undefined {
    const old = usable()
    if (old) surroundings.emit?.({ type: 'stale-serve', secret: entry.name, reason, ageMs: now() - old.reading.sentAt })
    return old
  }

  function fitting(reading: StoredReading): Held<T> {
    isFresh(reading)
    if (misfit) throw misfit
    return held as Held<T> // what was looked at is held, or else a misfit
  }

  async function read(signal?: AbortSignal): Promise<Held<T>> {
    const { reading, failure } = entry
    try {
      if (reading && isFresh(reading)) return fitting(reading)
      const isRefused = failure && !passes(failure.error) // an old value is not served over AWS's word
      const mayServeOld = usable() && !isRefused
      if (failure) {
        const standsMs = isRefused ? refusalStandsMs : mayServeOld ? failure.pauseMs : outageStandsMs
        if (isWithin(standsMs, failure.at, now())) throw failure.error
      }
      const arrived = await within(entry.read(), mayServeOld ? refreshBudgetMs : undefined, signal)
      // Too old by now, when the process was frozen for an hour while this waited.
      return arrived ? fitting(arrived) : (stale('SLOW') ?? (await read(signal)))
    } catch (error) {
      const old = passes(error) && stale(error.code)
      if (old) return old
      throw error
    }
  }

  return {
    entry,
    usable,
    fresh: () => (entry.reading && isFresh(entry.reading) && !misfit ? held : undefined),
    read,
    readAnew: async () => fitting((await within(entry.readAnew())) as StoredReading), // without a budget it is no shorter than the work
  }
}
