import { isPassing } from '../aws-client/rules.ts'
import type { Listener } from '../events.ts'
import type { Place } from '../place/place.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { StoredReading } from './joining.ts'
import { isWithin } from './life.ts'

/** One secret in memory: what was read last, and the one request that is under way for all who wait. */
export interface Entry {
  readonly name: string
  /** The last good answer; a plain property, since each cached read looks at it. */
  reading: StoredReading | undefined
  /** The one before, still to be kept out of errors. */
  before: StoredReading | undefined
  /** Whether AWS's last word was a refusal: an old value is not served over it. */
  isRefused: boolean
  /** Other settings were configured: this entry is not to be used any more. */
  isDropped: boolean
  /** Joins the request under way, or begins one; a failure that has just been told is told again. */
  read(hasUsable: boolean): Promise<StoredReading>
  /** Reads anew now: joins only a request that has not been sent yet. */
  readAnew(): Promise<StoredReading>
}

export interface EntrySurroundings {
  readonly now: () => number
  readonly random: () => number
  readonly emit: Listener
}

/** Milliseconds for which a refusal stands: ten reads of a secret that is missing are one request. */
const refusalStandsMs = 2_000
/** Milliseconds for which an outage stands while no value is held: the next read may find AWS back. */
const outageStandsMs = 100

export const passes = (error: unknown) => SallyportError.is(error) && isPassing(error.code)

export function entryOf(place: Place, ask: (place: Place) => Promise<StoredReading>, { now, random, emit }: EntrySurroundings): Entry {
  let flight: Promise<StoredReading> | undefined
  let isSent: boolean
  let next: Promise<StoredReading> | undefined
  let failure: { error: unknown; at: number; pauseMs: number } | undefined
  let failures = 0

  async function fly(): Promise<StoredReading> {
    try {
      const reading = await ask(place)
      failure = undefined
      failures = 0
      entry.isRefused = false
      entry.before = entry.reading
      if (!entry.isDropped) entry.reading = reading
      return reading
    } catch (error) {
      entry.isRefused = !passes(error)
      // 1 to 5 s, then twice as long each time, up to a minute: at random, so that a fleet does not come back in step.
      failure = { error, at: now(), pauseMs: Math.min(60_000, (1_000 + 4_000 * random()) * 2 ** failures++) }
      throw error
    } finally {
      flight = undefined
    }
  }

  function begin(): Promise<StoredReading> {
    emit({ type: entry.reading === undefined ? 'miss' : 'refresh', secret: place.name })
    isSent = false
    flight = fly()
    flight.catch(() => undefined) // told by the next read, when no one waits any more
    queueMicrotask(() => {
      isSent = true
    })
    return flight
  }

  const entry: Entry = {
    name: place.name,
    reading: undefined,
    before: undefined,
    isRefused: false,
    isDropped: false,
    async read(hasUsable) {
      if (flight !== undefined) return flight
      const standsMs = entry.isRefused ? refusalStandsMs : hasUsable ? failure?.pauseMs : outageStandsMs
      if (failure !== undefined && isWithin(standsMs ?? 0, failure.at, now())) throw failure.error
      return begin()
    },
    async readAnew() {
      if (flight === undefined) return begin()
      if (!isSent) return flight
      // What is under way may have been answered before the change that the caller knows of.
      next ??= flight
        .catch(() => undefined)
        .then(() => {
          next = undefined
          return flight ?? begin()
        })
      return next
    },
  }
  return entry
}
