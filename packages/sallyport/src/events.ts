import type { SallyportErrorCode } from './sallyport-error.ts'

/** What happened in the cache; never holds a value, a part, a length or a hash of one. */
export interface SallyportEvent {
  /** `miss`: asked of AWS, nothing was held. `refresh`: asked anew. `stale-serve`: an old value was served. */
  readonly type: 'miss' | 'refresh' | 'stale-serve'
  /** The secret's or parameter's name or ARN; `$VARIABLE` for a name that a variable holds. */
  readonly secret: string
  /** Why an old value was served; `SLOW` while AWS has not answered yet. */
  readonly reason?: SallyportErrorCode | 'SLOW' | undefined
  /** Milliseconds since the old value was asked of AWS. */
  readonly ageMs?: number
  /** How many of this type and secret there were since the last that was told, this one included; absent when it is the only one. */
  readonly count?: number
}

export type Listener = (event: SallyportEvent) => void
