import type { SallyportEvent } from '../events.ts'
import { SallyportError } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import { within } from '../waiting.ts'
import { type Entry, type EntrySurroundings, passes } from './entry.ts'
import type { StoredReading } from './joining.ts'
import { isWithin, type Life } from './life.ts'

/** A value that fits its kind, as one declaration holds it. */
export interface Held<T> {
  readonly secret: Secret<T>
  /** Resolved already; given as it is to each cached read, since a promise made anew costs more than the read. */
  readonly promise: Promise<Secret<T>>
  readonly reading: StoredReading
  readonly freshUntil: number
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
  let held: Held<T> | undefined
  let misfit: { reading: StoredReading; error: unknown } | undefined

  /** Parses a reading that was not seen yet, and says until when it is fresh. */
  function look(reading: StoredReading): number {
    if (held?.reading === reading) return held.freshUntil
    if (misfit?.reading !== reading) {
      try {
        const secret = new Secret(parse(reading.stored.reveal()))
        held = { secret, promise: Promise.resolve(secret), reading, freshUntil: reading.sentAt + ttlMs * (1 - random() / 10) }
        misfit = undefined
        return held.freshUntil
      } catch (error) {
        misfit = { reading, error }
      }
    }
    return reading.sentAt + Math.min(ttlMs, misfitMs)
  }

  const isFresh = (reading: StoredReading) => isWithin(look(reading) - reading.sentAt, reading.sentAt, now())

  function usable(): Held<T> | undefined {
    if (entry.reading !== undefined) look(entry.reading) // another declaration of this secret may have read it
    return held !== undefined && now() - held.reading.sentAt < usableMs ? held : undefined
  }

  /** The last good value; without one, or where AWS has said no, `error`. */
  function despite(error: unknown): Held<T> {
    const code = SallyportError.is(error) && (passes(error) || error.code === 'BAD_VALUE') ? error.code : undefined
    const instead = code && usable()
    if (!instead) throw error
    return stale(code, instead)
  }

  function stale(reason: SallyportEvent['reason'], instead: Held<T>): Held<T> {
    emit({ type: 'stale-serve', secret: entry.name, reason, ageMs: now() - instead.reading.sentAt })
    return instead
  }

  function fitting(reading: StoredReading): Held<T> {
    look(reading)
    if (misfit !== undefined) throw misfit.error
    return held as Held<T> // what was looked at is held, or else a misfit
  }

  return {
    entry,
    usable,
    fresh: () => (held !== undefined && held.reading === entry.reading && isFresh(held.reading) ? held : undefined),
    async read(signal) {
      try {
        for (;;) {
          const { reading } = entry
          if (reading !== undefined && isFresh(reading)) return fitting(reading)
          const mayServeOld = usable() !== undefined
          const arrived = await within(entry.read(mayServeOld), mayServeOld && !entry.isRefused ? refreshBudgetMs : undefined, signal)
          // Ages are looked at again: the process may have been frozen for an hour while this waited.
          if (arrived === undefined) {
            const old = usable()
            if (old !== undefined) return stale('SLOW', old)
          } else if (isWithin(frozenOverMs, arrived.sentAt, now())) return fitting(arrived)
        }
      } catch (error) {
        return despite(error)
      }
    },
    readAnew: async () => fitting(await entry.readAnew()),
  }
}
