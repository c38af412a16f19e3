import type { Cached } from '../cache/cached.ts'
import { sourceOf } from '../cache/source.ts'
import { type Calling, type CallingOutOptions, callingOut } from '../calling-out/calling-out.ts'

/** The ability to call out, for declarations with hosts; without hosts, nothing. */
export type Signing<H extends string> = [H] extends [never] ? unknown : Calling<H>

/** Gives a kind that signs the ability to call its hosts. */
export const calling =
  <T, H extends string>(options: CallingOutOptions<T, H>) =>
  (name: string, current: () => Cached<T>, now: () => number): Calling<H> =>
    callingOut(sourceOf(name, current, now), options)
