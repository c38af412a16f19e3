/** The options of a declaration that say how long a value is used. */
export interface LifeOptions {
  /** Seconds until a value is read anew, shortened by up to 10 % at random; or `'forever'`. Default: 300. */
  readonly ttlSeconds?: number | 'forever' | undefined
  /** Seconds for which the last good value is served while AWS does not answer; 0 fails closed. Default: 3600. */
  readonly maxStaleSeconds?: number | undefined
}

/** Whether `forMs` have not passed since `since`. A clock set back makes a thing old, not young. */
export const isWithin = (forMs: number, since: number, now: number) => now - since < forMs && now >= since
