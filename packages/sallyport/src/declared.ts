import { type Cached, cached } from './cache/cached.ts'
import { type LifeOptions, lifeOf } from './cache/life.ts'
import type { Handle } from './handle.ts'
import { placeOf } from './place/written-place.ts'
import { type Runtime, sharedRuntime } from './runtime.ts'

/** What a kind of credential is. */
export interface Kind<T, A> {
  readonly kind: string
  /** @throws SallyportError `BAD_VALUE` when the text does not fit; its message names the field and shows no value */
  parse(stored: string, secret: string): T
  /** What the handle can do beside giving the value. */
  abilities?: ((current: () => Cached<T>, runtime: () => Runtime) => A) | undefined
}

/** Makes the handle of a declaration. Nothing is read, and not even the stage asked for, before the first use. */
export function declared<T, A extends object = object>(
  written: unknown,
  { kind, parse, abilities }: Kind<T, A>,
  options: LifeOptions,
  runtime: () => Runtime = sharedRuntime,
): Handle<T> & A {
  const place = placeOf(written)
  const life = lifeOf(options)
  let bound: Cached<T> | undefined

  function current(): Cached<T> {
    if (!bound || bound.entry.isDropped) {
      const shared = runtime()
      const entry = shared.entryAt(place)
      bound = cached(entry, (stored) => parse(stored, entry.name), life, shared)
    }
    return bound
  }

  const read = async (signal?: AbortSignal) => (await current().read(signal)).secret
  const handle: Handle<T> = {
    get: (options) => bound?.fresh()?.promise ?? read(options?.signal),
    async use<R>(user: (value: T) => R): Promise<Awaited<R>> {
      return await user((await handle.get()).reveal())
    },
    peek: () => (bound?.fresh() ?? current().usable())?.secret,
    refresh: async () => (await current().readAnew()).secret,
    '~sallyport': { version: 1, kind, place, options: { ...options } },
  }
  // Where no abilities are given A is `object`, which asks for nothing.
  return Object.freeze({ ...handle, ...(abilities?.(current, runtime) as A) })
}
