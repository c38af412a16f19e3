import { type AwsCall, awsClient, type Surroundings } from './aws-client/client.ts'
import { parameterStoreReader } from './aws-client/parameter-store.ts'
import { secretsManagerReader } from './aws-client/secrets-manager.ts'
import type { cached } from './cache/cached.ts'
import { type Entry, type EntrySurroundings, entryOf } from './cache/entry.ts'
import { type Ask, joining } from './cache/joining.ts'
import type { Connections } from './calling-out/connections.ts'
import type { Listener } from './events.ts'
import { foundPlace } from './place/found-place.ts'
import type { Place } from './place/place.ts'
import type { VersionOptions } from './reading-options.ts'
import type { HeldSettings } from './settings.ts'

/** What all handles of a process share: settings, the secrets in memory, the connection to AWS. */
export interface Runtime extends EntrySurroundings {
  /** A function, so that credentials among the settings do not show in what all can reach. */
  change(how: (settings: HeldSettings) => HeldSettings): void
  /** What counts reads has its own here. It is looked at when a declaration is bound: without metrics a read costs nothing more. */
  cached?: typeof cached | undefined
  /** Those who hear of events; `emit` is there from the first on. */
  listeners?: Set<Listener>
  /** Connections to the hosts of all declarations, made at the first call. */
  connections?: Connections
  /** By service, name or ARN with the stage filled in, and version: several declarations of one secret share an entry. */
  readonly entries: Map<string, Entry>
  entryAt(place: Place, version?: VersionOptions, isMember?: boolean): Entry
}

export function createRuntime(surroundings: Surroundings = { now: Date.now, random: Math.random, env: process.env }): Runtime {
  // Those of a family's members, and as many more as are declared one by one.
  const mostEntries = 1_000

  const { env, ...others } = surroundings
  let settings: HeldSettings = { env }
  const own = awsClient(surroundings, () => settings)
  const call: AwsCall = (...asked) => settings.call?.(...asked) ?? own(...asked)
  const readers = { secretsmanager: secretsManagerReader(call, surroundings.now), ssm: parameterStoreReader(call) }
  const asks: Record<string, Ask> = {}
  const entries = new Map<string, Entry>()

  const runtime: Runtime = {
    ...others, // not what holds credentials
    entries,
    change(how) {
      settings = how(settings)
    },
    entryAt(place, version = {}, isMember) {
      const found = foundPlace(place, version, settings.env)
      const { service, id, name } = found
      const key = [service, id, version.versionId, version.versionStage].join()
      // What is joined goes to one region, and is of one account.
      const group = service + id.split(':').slice(3, 5)
      asks[group] ??= joining(readers[service])
      const entry = entries.get(key) ?? entryOf(name, () => (asks[group] as Ask)(found), runtime) // made just above
      entry.isNamed ||= !isMember
      entries.delete(key)
      entries.set(key, entry) // as the last
      for (const [oldest, each] of entries) {
        if (entries.size <= mostEntries) break
        if (!each.isNamed) each.isDropped = entries.delete(oldest)
      }
      return entry
    },
  }
  return runtime
}

const key = Symbol.for('sallyport')

/**
 * The process's own runtime. It is on `globalThis`, since a process may load this package as an ES module and as CommonJS, and both
 * must see one `configure` and one cache. Printed, it shows no value.
 */
export function sharedRuntime(): Runtime {
  // Raised when what copies of this package share changes its shape: copies of other shapes then do not meet.
  const shape = 1
  const holder = globalThis as { [key]?: { [shape: number]: Runtime } }
  holder[key] ??= {}
  holder[key][shape] ??= createRuntime()
  return holder[key][shape]
}
