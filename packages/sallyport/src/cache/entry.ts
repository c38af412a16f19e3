import type { Listener } from '../events.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { isWithin } from './life.ts'
import { passes } from './passing.ts'

/** One secret in memory: what was read last, and the one request that is under way for all who wait. */
export interface Entry {
  readonly name: string
  /** The last good answer, unless AWS has refused the secret since; a plain property, since each cached read looks at it. */
  reading?: StoredReading | undefined
  /** The one before, still to be kept out of errors. */
  before?: StoredReading | undefined
  /** What the last request came to, when that was no answer. */
  failure?: Failure | undefined
  /** How often AWS has refused it: what was read before is given to nobody. */
  refusals: number
  /** Other settings were configured, or other members of a family came: this entry is not to be used any more. */
  isDropped?: boolean
  /** Named in a declaration by itself, and so never dropped for others. */
  isNamed?: boolean
  /** The last read anew because the outside had refused a version: all declarations of a secret are refused together. */
  healing?: Healing
  /** Joins the request under way, or begins one. */
  read(): Promise<StoredReading>
  /** Reads anew now, once for all who ask so; what is under way may have been answered before the change that they know of. */
  refresh(): Promise<StoredReading>
}

interface Healing {
  readonly startedAt: number
  readonly version: string
  readonly done: Promise<unknown>
}

interface Failure {
  readonly error: unknown
  /** How many there were, one after another. */
  readonly count: number
  /** Whether it is told again instead of asking AWS: a refusal for a while, one that passes for `mostMs` and no longer than it should last. */
  stands(mostMs: number): boolean
}

export interface EntrySurroundings {
  readonly now: () => number
  readonly random: () => number
  emit?: Listener | undefined
}

export function entryOf(name: string, ask: (name: string) => Promise<StoredReading>, surroundings: EntrySurroundings): Entry {
  // Milliseconds for which a refusal stands: ten reads of a secret that is missing are one request.
  const refusalStandsMs = 2_000

  const { now, random } = surroundings
  let flight: Promise<StoredReading> | undefined
  let anew: Promise<StoredReading> | undefined

  async function fly(): Promise<StoredReading> {
    surroundings.emit?.({ type: entry.reading ? 'refresh' : 'miss', secret: name })
    try {
      const reading = await ask(name)
      entry.failure = undefined
      if (!entry.isDropped) {
        entry.before = entry.reading ?? entry.before
        entry.reading = reading
      }
      return reading
    } catch (error) {
      if (!passes(error)) {
        // Nobody is given a value over AWS's word, not while AWS is down later either.
        entry.before = entry.reading ?? entry.before
        entry.reading = undefined
        entry.refusals += 1
      }
      const count = (entry.failure?.count ?? 0) + 1
      const failedAt = now()
      // 1 to 5 s, at random, so that a fleet does not come back in step; then twice as long each time, up to a minute.
      const pauseMs = Math.min(60_000, (500 + 2_000 * random()) * 2 ** count)
      entry.failure = {
        error,
        count,
        stands: (mostMs) => isWithin(passes(error) ? Math.min(mostMs, pauseMs) : refusalStandsMs, failedAt, now()),
      }
      throw error
    } finally {
      flight = undefined
    }
  }

  function read(): Promise<StoredReading> {
    flight ??= fly()
    flight.catch(() => undefined) // told by the next read, when no one waits any more
    return flight
  }

  const entry: Entry = {
    name,
    refusals: 0,
    read,
    refresh() {
      anew ??= Promise.resolve(flight)
        .catch(() => undefined) // told to those who wait for it
        .then(() => {
          anew = undefined
          return read()
        })
      return anew
    },
  }
  return entry
}
