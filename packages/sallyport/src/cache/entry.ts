import type { Listener } from '../events.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { isWithin } from './life.ts'
import { passes } from './passing.ts'

/** One secret in memory: what was read last, and the one request that is under way for all who wait. */
export interface Entry {
  readonly name: string
  /** The last good answer; a plain property, since each cached read looks at it. */
  reading?: StoredReading | undefined
  /** The one before, still to be kept out of errors. */
  before?: StoredReading | undefined
  /** Whether AWS's last word was a refusal: an old value is not served over it. */
  isRefused?: boolean
  /** Other settings were configured: this entry is not to be used any more. */
  isDropped?: boolean
  /** Joins the request under way, or begins one; a failure that has just been told is told again. */
  read(hasUsable: boolean): Promise<StoredReading>
  /** Reads anew now, once for all who ask so; what is under way may have been answered before the change that they know of. */
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

export function entryOf(name: string, ask: (name: string) => Promise<StoredReading>, { now, random, emit }: EntrySurroundings): Entry {
  let flight: Promise<StoredReading> | undefined
  let anew: Promise<StoredReading> | undefined
  let failure: { error: unknown; at: number; pauseMs: number } | undefined
  let failures = 0

  async function fly(): Promise<StoredReading> {
    emit({ type: entry.reading ? 'refresh' : 'miss', secret: name })
    try {
      const reading = await ask(name)
      failure = undefined
      failures = 0
      entry.isRefused = false
      if (!entry.isDropped) {
        entry.before = entry.reading
        entry.reading = reading
      }
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
    flight = fly()
    flight.catch(() => undefined) // told by the next read, when no one waits any more
    return flight
  }

  async function afterFlight(): Promise<StoredReading> {
    await flight?.catch(() => undefined)
    try {
      return await (flight ?? begin())
    } finally {
      anew = undefined
    }
  }

  const entry: Entry = {
    name,
    async read(hasUsable) {
      const standsMs = entry.isRefused ? refusalStandsMs : hasUsable ? failure?.pauseMs : outageStandsMs
      if (!flight && failure && isWithin(standsMs ?? 0, failure.at, now())) throw failure.error
      return flight ?? begin()
    },
    readAnew() {
      anew ??= afterFlight()
      return anew
    },
  }
  return entry
}
