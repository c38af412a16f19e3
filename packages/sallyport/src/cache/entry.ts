import type { Listener } from '../events.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'

/** One secret in memory: what was read last, and the one request that is under way for all who wait. */
export interface Entry {
  readonly name: string
  /** The last good answer; a plain property, since each cached read looks at it. */
  reading?: StoredReading | undefined
  /** The one before, still to be kept out of errors. */
  before?: StoredReading | undefined
  /** What the last request came to, when that was no answer. */
  failure?: Failure | undefined
  /** Other settings were configured, or other members of a family came: this entry is not to be used any more. */
  isDropped?: boolean
  /** Named in a declaration by itself, and so never dropped for others. */
  isNamed?: boolean
  /** The last read anew because the outside had refused a version: all declarations of a secret are refused together. */
  healing?: Healing
  /** Joins the request under way, or begins one. */
  read(): Promise<StoredReading>
  /** Reads anew now, once for all who ask so; what is under way may have been answered before the change that they know of. */
  readAnew(): Promise<StoredReading>
}

interface Healing {
  readonly startedAt: number
  readonly version: string
  readonly done: Promise<unknown>
}

interface Failure {
  readonly error: unknown
  readonly at: number
  /** How many there were, one after another. */
  readonly count: number
  /** Milliseconds until the next request, while there is an old value to serve. */
  readonly pauseMs: number
}

export interface EntrySurroundings {
  readonly now: () => number
  readonly random: () => number
  emit?: Listener | undefined
}

export function entryOf(name: string, ask: (name: string) => Promise<StoredReading>, surroundings: EntrySurroundings): Entry {
  const { now, random } = surroundings
  let flight: Promise<StoredReading> | undefined
  let anew: Promise<StoredReading> | undefined

  async function fly(): Promise<StoredReading> {
    surroundings.emit?.({ type: entry.reading ? 'refresh' : 'miss', secret: name })
    try {
      const reading = await ask(name)
      entry.failure = undefined
      if (!entry.isDropped) {
        entry.before = entry.reading
        entry.reading = reading
      }
      return reading
    } catch (error) {
      const count = (entry.failure?.count ?? 0) + 1
      // 1 to 5 s, at random, so that a fleet does not come back in step; then twice as long each time, up to a minute.
      const pauseMs = Math.min(60_000, (500 + 2_000 * random()) * 2 ** count)
      entry.failure = { error, at: now(), count, pauseMs }
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
    read,
    readAnew() {
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
