import type { Place } from './place.ts'
import { readStored } from './read-stored.ts'
import { Secret } from './secret.ts'
import type { Stored } from './stored.ts'
import type { VersionOptions } from './version.ts'

export interface Handle<T> {
  /** The value: from memory while it is fresh, else from AWS, else (AWS down or slow) the last good one. */
  get(): Promise<Secret<T>>
  use<R>(user: (value: T) => R): Promise<Awaited<R>>
  peek(): Secret<T> | undefined
  refresh(): Promise<Secret<T>>
}

export interface LifeOptions {
  readonly ttlSeconds?: number | 'forever' | undefined
  readonly maxStaleSeconds?: number | undefined
}

export interface ReadingOptions extends LifeOptions, VersionOptions {}

export function handle<T>(place: Place, options: ReadingOptions, parse: (stored: Stored) => T | Promise<T>): Handle<T> {
  return remembered(async () => parse(await readStored(place, options)), options)
}

/** @param now milliseconds, as `Date.now` counts them */
export function remembered<T>(read: () => Promise<T>, options: LifeOptions, now: () => number = Date.now): Handle<T> {
  const { ttlSeconds = 300, maxStaleSeconds = 3600 } = options
  const ttlMs = ttlSeconds === 'forever' ? Number.POSITIVE_INFINITY : ttlSeconds * 1000
  const usableMs = Math.max(ttlMs, maxStaleSeconds * 1000)
  let held: { readonly secret: Secret<T>; readonly readAt: number } | undefined
  let reading: Promise<Secret<T>> | undefined

  const heldFor = (limitMs: number) => {
    const ageMs = held === undefined ? Number.POSITIVE_INFINITY : now() - held.readAt
    return ageMs >= 0 && ageMs < limitMs ? held?.secret : undefined // a clock set back makes a value old, not young
  }
  const readAnew = async () => {
    const readAt = now()
    const secret = new Secret(await read())
    held = { secret, readAt }
    return secret
  }
  const refresh = () => {
    reading ??= readAnew().finally(() => {
      reading = undefined
    })
    return reading
  }
  const get = async () => {
    const fresh = heldFor(ttlMs)
    if (fresh !== undefined) return fresh
    try {
      return await refresh()
    } catch (error) {
      const old = isRefusal(error) ? undefined : heldFor(usableMs)
      if (old === undefined) throw error
      return old
    }
  }
  return {
    get,
    refresh,
    peek: () => heldFor(usableMs),
    async use<R>(user: (value: T) => R): Promise<Awaited<R>> {
      return await user((await get()).reveal())
    },
  }
}

/** AWS has answered, and no: then an old value is not served. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error) || /Throttl|TooManyRequests/.test(error.name)) return false
  const { $metadata: { httpStatusCode = 500 } = {} } = error as { $metadata?: { httpStatusCode?: number } } // as errors of the AWS SDK have it
  return httpStatusCode < 500
}
