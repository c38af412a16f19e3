import type { Place } from './place/place.ts'
import type { Secret } from './secret-value/secret.ts'

export interface ReadOptions {
  /** Ends this wait with the signal's reason; the request goes on for others who wait for it. */
  readonly signal?: AbortSignal | undefined
  /** Lambda's context: this wait ends a tenth of a second before the invocation's time does, and an old value is served then. */
  readonly context?: { getRemainingTimeInMillis(): number } | undefined
}

/** One declared secret. `T` is what its kind makes of the stored text. */
export interface Handle<out T> {
  /**
   * The current value: from memory while it is fresh, else from AWS, else (AWS down or slow) the last good one.
   * @throws SallyportError `ACCESS_DENIED`, `SECRET_NOT_FOUND`, `BAD_VALUE`, `STAGE_NOT_SET`, …; `AWS_UNREACHABLE` and `THROTTLED` only
   * when no value younger than `maxStaleSeconds` is held
   * @example
   * const key = await stripe.get() // Secret<string>; key.reveal() opens it
   */
  get(options?: ReadOptions): Promise<Secret<T>>
  /**
   * Gives the bare value to `user`, and what `user` makes of it to the caller.
   * @example
   * const client = await stripe.use((key) => new Stripe(key))
   */
  use<R>(user: (value: T) => R): Promise<Awaited<R>>
  /** What is in memory and not older than `maxStaleSeconds`, without asking AWS; else `undefined`. */
  peek(): Secret<T> | undefined
  /**
   * Reads the value from AWS now. What is in memory stays when AWS does not answer.
   * @throws SallyportError as `get`, and whenever AWS does not answer
   */
  refresh(): Promise<Secret<T>>
  /** The declaration, for tools; a string key, so that handles of two copies of the package are one type. */
  readonly '~sallyport': Declaration
}

export type AnyHandle = Handle<unknown>

export interface Declaration {
  readonly version: 1
  readonly kind: string
  readonly place: Place
  readonly options: Readonly<Record<string, unknown>>
}
