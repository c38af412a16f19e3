import { awsClient, type Surroundings } from './aws-client/client.ts'
import { parameterStoreReader } from './aws-client/parameter-store.ts'
import { secretsManagerReader } from './aws-client/secrets-manager.ts'
import { type Entry, type EntrySurroundings, entryOf } from './cache/entry.ts'
import { joining } from './cache/joining.ts'
import type { Listener } from './events.ts'
import { type Place, placeIn } from './place/place.ts'
import { stageFrom } from './place/stage.ts'
import type { Settings } from './settings.ts'

/** What all handles of a process share: settings, the secrets in memory, the connection to AWS. */
export interface Runtime extends EntrySurroundings {
  configure(changed: Settings): void
  readonly listeners: Set<Listener>
  /** The entry of a place, its stage filled in; several declarations of one secret share it. */
  entryAt(place: Place): Entry
  /** The stored texts that have been held lately, for those who must keep them out of an error. */
  lately(): string[]
}

export function createRuntime({ now = Date.now, random = Math.random, env = process.env }: Partial<Surroundings> = {}): Runtime {
  let settings: Settings = {}
  const entries = new Map<string, Entry>()
  const listeners = new Set<Listener>()
  const { call, forget } = awsClient({ now, random, env }, () => settings)
  const ask = { secretsmanager: joining(secretsManagerReader(call, env)), ssm: joining(parameterStoreReader(call, env)) }

  const runtime: Runtime = {
    now,
    random,
    listeners,
    emit(event) {
      // Later: a listener's fault comes up as what it is, and never becomes the failure of a read.
      for (const listener of listeners) queueMicrotask(() => listener(event))
    },
    configure(changed) {
      const after = { ...settings, ...changed }
      const isSame = Object.entries(after).every(([key, value]) => value === settings[key as keyof Settings]) // its own keys
      if (after.stage !== undefined) stageFrom(after.stage, env)
      settings = after
      if (isSame) return
      // What was read with other settings may be another account's value.
      for (const entry of entries.values()) {
        entry.isDropped = true
        entry.reading = undefined
      }
      entries.clear()
      forget()
    },
    entryAt(declared) {
      const place = placeIn(declared, () => stageFrom(settings.stage, env))
      const key = place.service + place.name
      const entry = entries.get(key) ?? entryOf(place, ask[place.service], runtime)
      entries.set(key, entry)
      return entry
    },
    lately: () => [...entries.values()].flatMap(({ reading, before }) => [reading, before]).flatMap((each) => each?.stored.reveal() ?? []),
  }
  return runtime
}

/** Raised when what copies of this package share changes its shape: copies of other shapes then do not meet. */
const shape = 1
const key = Symbol.for('sallyport')

/**
 * The process's own runtime. It is on `globalThis`, since a process may load this package as an ES module and as CommonJS, and both
 * must see one `configure` and one cache; not enumerable, so that nothing prints it.
 */
export function sharedRuntime(): Runtime {
  const holder = globalThis as { [key]?: { [shape: number]: Runtime } }
  if (holder[key] === undefined) Object.defineProperty(holder, key, { value: {} })
  const runtimes = holder[key] as { [shape: number]: Runtime } // defined just above
  runtimes[shape] ??= createRuntime()
  return runtimes[shape]
}
