import type { SallyportEvent } from '../events.ts'
import type { ReadOptions } from '../handle.ts'
import { SallyportError } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import type { Stored, StoredReading } from '../secret-value/stored-reading.ts'
import { lastWordMs, longestMs, within } from '../waiting.ts'
import type { Entry, EntrySurroundings } from './entry.ts'
import { isWithin, type Life } from './life.ts'
import { passes } from './passing.ts'

/** What one reading comes to for a declaration. */
interface Look<T> {
  readonly reading: StoredReading
  /** How often AWS had refused the secret by then. */
  readonly refusals: number
  freshMs: number
  /** The value, once it has been found to fit. */
  secret?: Secret<T>
  /** Given as it is to each cached read, since a promise made anew costs more than the read; rejected with what does not fit. */
  promise: Promise<Secret<T>>
}

/** A value that fits its kind, as one declaration holds it. */
export interface Held<T> extends Look<T> {
  secret: Secret<T>
}

/** One declaration's view of an entry: the value parsed once per version, with the declaration's own life. */
export interface Cached<T> {
  readonly entry: Entry
  /** What is held and fresh, without asking anyone but the clock. */
  fresh(): Held<T> | undefined
  /** What is held and may be served. */
  peek(): Held<T> | undefined
  read(options?: ReadOptions): Promise<Held<T>>
  refresh(): Promise<Held<T>>
}

export function cached<T>(
  entry: Entry,
  parse: (stored: Stored, secret: string) => T | Promise<T>,
  [ttlMs, usableMs]: Life,
  surroundings: EntrySurroundings,
): Cached<T> {
  // Milliseconds a read waits for a refresh before it serves the old value.
  const refreshBudgetMs = 250
  // Milliseconds for which an outage stands while no value is held, doubled as it lasts: the next read may find AWS back.
  const outageStandsMs = 50
  // Milliseconds until a value that does not fit its kind is looked for anew.
  const misfitMs = 5_000

  const { now, random } = surroundings
  let last: Look<T> | undefined
  let lastGood: Held<T> | undefined
  // The request that a read has waited for in vain: the next ones do not wait for it as well.
  let slow: Promise<StoredReading> | undefined

  /** Parses a reading that was not seen yet. */
  function lookAt(reading: StoredReading): Look<T> {
    if (last?.reading === reading) return last
    const look = { reading, refusals: entry.refusals, freshMs: ttlMs * (1 - random() / 10) } as Look<T> // its promise follows
    last = look
    const keep = (value: T) => {
      look.secret = new Secret(value)
      if (last === look) lastGood = look as Held<T> // it has a secret now
      return look.secret
    }
    // Begun at once: most kinds parse on the spot, and what is peeked at next is there.
    look.promise = new Promise((resolve) => {
      const value = parse(reading.stored.reveal(), entry.name)
      resolve(value instanceof Promise ? value.then(keep) : keep(value))
    })
    look.promise.catch(() => {
      look.freshMs = Math.min(ttlMs, misfitMs)
    })
    return look
  }

  const isFresh = ({ freshMs, reading }: Look<T>) => isWithin(freshMs, reading.sentAt, now())

  async function fitting(reading: StoredReading): Promise<Held<T>> {
    const look = lookAt(reading)
    await look.promise
    return look as Held<T> // its promise is not rejected
  }

  function peek(): Held<T> | undefined {
    if (!entry.reading) return undefined // nothing was read, or AWS has refused it since
    lookAt(entry.reading) // another declaration of this secret may have read it
    const isUsable = lastGood?.refusals === entry.refusals && now() - lastGood.reading.sentAt < usableMs
    return isUsable ? lastGood : undefined
  }

  function stale(reason: SallyportEvent['reason']): Held<T> | undefined {
    const old = peek()
    if (old) surroundings.emit?.({ type: 'stale-serve', secret: entry.name, reason, ageMs: now() - old.reading.sentAt })
    return old
  }

  async function read(options: ReadOptions = {}): Promise<Held<T>> {
    const { reading, failure } = entry
    const leftMs = (options.context?.getRemainingTimeInMillis() ?? longestMs) - lastWordMs
    try {
      const mayServeOld = peek()
      const isHeld = reading && isFresh(lookAt(reading))
      if (!isHeld && failure?.stands(mayServeOld ? longestMs : outageStandsMs * 2 ** failure.count)) throw failure.error
      const asked = isHeld ? Promise.resolve(reading) : entry.read()
      const budgetMs = asked === slow ? 0 : refreshBudgetMs
      const held = await within(asked.then(fitting), Math.min(mayServeOld ? budgetMs : longestMs, leftMs), options.signal)
      if (held) return held
      slow = asked
      const old = stale('SLOW')
      if (old) return old
    } catch (error) {
      const old = passes(error) && stale(error.code)
      if (old) return old
      throw error
    }
    // Too old by now, when the process was frozen for an hour while this waited.
    if (leftMs > 0) return read(options)
    throw new SallyportError('AWS_UNREACHABLE', { message: `no time is left to read ${entry.name}`, secret: entry.name })
  }

  return {
    entry,
    peek,
    fresh() {
      const look = entry.reading && lookAt(entry.reading)
      if (look?.secret && isFresh(look)) return look as Held<T> // it has a secret
      return undefined
    },
    read,
    refresh: async () => (await within(entry.refresh().then(fitting))) as Held<T>, // without a budget it is no shorter than the work
  }
}
