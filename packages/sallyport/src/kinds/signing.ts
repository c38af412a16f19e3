import type { Cached } from '../cache/cached.ts'
import { sourceOf } from '../cache/source.ts'
import { type Calling, type CallingOutOptions, callingOut } from '../calling-out/calling-out.ts'
import { keptConnections } from '../calling-out/connections.ts'
import type { Runtime } from '../runtime.ts'

/** The ability to call out, for declarations with hosts; without hosts, nothing. */
export type Signing<H extends string> = [H] extends [never] ? unknown : Calling<H>

/** Gives a kind that signs the ability to call its hosts, over connections that all declarations of the process share. */
export const calling =
  <T, H extends string>(options: Omit<CallingOutOptions<T, H>, 'connections'>) =>
  (current: () => Cached<T>, runtime: () => Runtime): Calling<H> =>
    callingOut(sourceOf(current, runtime), {
      ...options,
      get connections() {
        const shared = runtime()
        shared.connections ??= keptConnections()
        return shared.connections
      },
    })
