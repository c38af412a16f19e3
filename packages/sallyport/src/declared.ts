import { type Cached, cached } from './cache/cached.ts'
import type { Entry } from './cache/entry.ts'
import { lifeOf } from './cache/life.ts'
import { type Family, memberOf } from './family.ts'
import type { Declaration, Handle, ReadOptions } from './handle.ts'
import type { Place } from './place/place.ts'
import { placeOf } from './place/written-place.ts'
import type { ReadingOptions } from './reading-options.ts'
import { type Runtime, sharedRuntime } from './runtime.ts'
import type { Stored } from './secret-value/stored-reading.ts'

/** What a kind of credential is. */
export interface Kind<T, A> {
  readonly kind: string
  /** @throws SallyportError `BAD_VALUE` when what is stored does not fit; its message names the field and shows no value */
  parse(stored: Stored, secret: string): T | Promise<T>
  /** What the handle can do beside giving the value. */
  abilities?: ((current: () => Cached<T>, runtime: () => Runtime) => A) | undefined
}

/** What a declaring call gives for a place: `{id}` in its name makes it a family. */
export type Declared<N extends string, H> = N extends `${string}{id}${string}` ? Family<H> : H

/** Makes the handle of a declaration, or its family. Nothing is read, and not even the stage asked for, before the first use. */
export function declared<T, A = unknown, N extends string = string>(
  written: unknown,
  { kind, parse, abilities }: Kind<T, A>,
  options: ReadingOptions,
  runtime: () => Runtime = sharedRuntime,
): Declared<N, Handle<T> & A> {
  const life = lifeOf(options)
  // A member's handle is made anew each time; what it has parsed is kept for as long as its entry.
  const cachedByEntry = new WeakMap<Entry, Cached<T>>()

  function handleOf(place: Place, isMember = false): Handle<T> & A {
    let bound: Cached<T> | undefined

    function current(): Cached<T> {
      if (!bound || bound.entry.isDropped) {
        const shared = runtime()
        const entry = shared.entryAt(place, options, isMember)
        bound = cachedByEntry.get(entry) ?? (shared.cached ?? cached)(entry, parse, life, shared)
        cachedByEntry.set(entry, bound)
      }
      return bound
    }

    const read = async (options?: ReadOptions) => (await current().read(options)).secret
    const handle: Handle<T> & Family<Handle<T>> = {
      get: (options) => bound?.fresh()?.promise ?? read(options),
      use: async <R>(user: (value: T) => R): Promise<Awaited<R>> => await user((await handle.get()).reveal()),
      peek: () => current().peek()?.secret,
      refresh: async () => (await current().refresh()).secret,
      for: (id) => handleOf(memberOf(place, id), true),
      // an interface has no index signature; whatever options it has may be read by name all the same
      '~sallyport': { version: 1, kind, place, options: options as Declaration['options'] },
    }
    // Where no abilities are given A is `unknown`, which asks for nothing.
    return Object.freeze({ ...handle, ...(abilities?.(current, runtime) as A) })
  }

  // The types leave `for` to a family, and to it alone: N is inferred from the name.
  return handleOf(placeOf(written)) as Declared<N, Handle<T> & A>
}
