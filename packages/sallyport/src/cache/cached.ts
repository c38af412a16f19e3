import type { SallyportEvent } from '../events.ts'
import type { SallyportError } from '../sallyport-error.ts'
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

/** Milliseconds a read waits for a refresh before it serves the old value. */
const refreshBudgetMs = 250
/** Milliseconds after which an answer was frozen over, since no request takes as long: it may be as old as the freeze. */
const frozenOverMs = 6_000
/** Milliseconds until a value that does not fit its kind is looked for anew. */
const misfitMs = 5_000

export function cached<T>(
  entry: Entry,
  parse: (stored: string) => T,
  { ttlMs, usableMs }: Life,
  { now, random, emit }: EntrySurroundings,
): Cached<T> {
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
        const secret = new Secret(parse(reading.stored.reveal()))
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
    if (old) emit({ type: 'stale-serve', secret: entry.name, reason, ageMs: now() - old.reading.sentAt })
    return old
  }

  function fitting(reading: StoredReading): Held<T> {
    isFresh(reading)
    if (misfit) throw misfit
    return held as Held<T> // what was looked at is held, or else a misfit
  }

  async function read(signal?: AbortSignal): Promise<Held<T>> {
    try {
      if (entry.reading && isFresh(entry.reading)) return fitting(entry.reading)
      const mayServeOld = usable() !== undefined
      const arrived = await within(entry.read(mayServeOld), mayServeOld && !entry.isRefused ? refreshBudgetMs : undefined, signal)
      // Ages are looked at again: the process may have been frozen for an hour while this waited.
      if (arrived && isWithin(frozenOverMs, arrived.sentAt, now())) return fitting(arrived)
      return (!arrived && stale('SLOW')) || (await read(signal))
    } catch (error) {
      // What passes, or does not fit, has a code.
      const old = (passes(error) || error === misfit) && stale((error as SallyportError).code)
      if (old) return old
      throw error
    }
  }

  return {
    entry,
    usable,
    fresh: () => (held && held.reading === entry.reading && isFresh(held.reading) ? held : undefined),
    read,
    readAnew: async () => fitting(await entry.readAnew()),
  }
}
