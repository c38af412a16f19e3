import { awsClient, type Surroundings } from './aws-client/client.ts'
import { parameterStoreReader } from './aws-client/parameter-store.ts'
import { secretsManagerReader } from './aws-client/secrets-manager.ts'
import { type Entry, type EntrySurroundings, entryOf } from './cache/entry.ts'
import { joining } from './cache/joining.ts'
import type { Connections } from './calling-out/connections.ts'
import type { Listener } from './events.ts'
import { type Place, withStage } from './place/place.ts'
import { stageFrom } from './place/stage.ts'
import type { HeldSettings } from './settings.ts'

/** What all handles of a process share: settings, the secrets in memory, the connection to AWS. */
export interface Runtime extends EntrySurroundings {
  /** A function, so that credentials among the settings do not show in what all can reach. */
  set(changed: HeldSettings): void
  /** Those who hear of events; `emit` is there from the first on. */
  listeners?: Set<Listener>
  /** Connections to the hosts of all declarations, made at the first call. */
  connections?: Connections
  /** By service and name, the stage filled in: several declarations of one secret share an entry. */
  readonly entries: Map<string, Entry>
  entryAt(place: Place): Entry
}

export function createRuntime({ now = Date.now, random = Math.random, env = process.env }: Partial<Surroundings> = {}): Runtime {
  let settings: HeldSettings = {}
  const call = awsClient({ now, random, env }, () => settings)
  const ask = { secretsmanager: joining(secretsManagerReader(call)), ssm: joining(parameterStoreReader(call)) }
  const entries = new Map<string, Entry>()

  const runtime: Runtime = {
    now,
    random,
    entries,
    set(changed) {
      settings = { ...settings, ...changed }
    },
    entryAt({ service, name: written }) {
      const name = withStage(written, () => stageFrom(settings.stage, env))
      const key = service + name
      const entry = entries.get(key) ?? entryOf(name, ask[service], runtime)
      entries.set(key, entry)
      return entry
    },
  }
  return runtime
}

const key = Symbol.for('sallyport')

/**
 * The process's own runtime. It is on `globalThis`, since a process may load this package as an ES module and as CommonJS, and both
 * must see one `configure` and one cache; not enumerable, so that nothing prints it.
 */
export function sharedRuntime(): Runtime {
  // Raised when what copies of this package share changes its shape: copies of other shapes then do not meet.
  const shape = 1
  const holder = globalThis as { [key]?: { [shape: number]: Runtime } }
  if (!holder[key]) Object.defineProperty(holder, key, { value: {} })
  const runtimes = holder[key] as { [shape: number]: Runtime } // defined just above
  runtimes[shape] ??= createRuntime()
  return runtimes[shape]
}
