import { badDeclaration } from '../bad-declaration.ts'

/** The options of a declaration that say how long a value is used. */
export interface LifeOptions {
  /** Seconds until a value is read anew, shortened by up to 10 % at random; or `'forever'`. Default: 300. */
  readonly ttlSeconds?: number | 'forever' | undefined
  /** Seconds for which the last good value is served while AWS does not answer; 0 fails closed. Default: 3600. */
  readonly maxStaleSeconds?: number | undefined
}

/** Milliseconds for which a value is fresh, and for which it may be served at all. */
export type Life = readonly [ttlMs: number, usableMs: number]

/** @throws SallyportError `BAD_DECLARATION` for what would turn the cache off without a word */
export function lifeOf({ ttlSeconds = 300, maxStaleSeconds = 3600 }: LifeOptions): Life {
  // For ever is 30,000 years.
  const ttlMs = milliseconds(ttlSeconds === 'forever' ? 1e12 : ttlSeconds)
  return [ttlMs, Math.max(ttlMs, milliseconds(maxStaleSeconds))]
}

function milliseconds(seconds: number): number {
  // NaN and a text of digits are not equal to their absolute value either.
  if (Math.abs(seconds) === seconds) return seconds * 1000
  throw badDeclaration(seconds, 'is not seconds: give 0 or more')
}

/** Whether `forMs` have not passed since `since`. A clock set back makes a thing old, not young. */
export const isWithin = (forMs: number, since: number, now: number) => now - since < forMs && now >= since
