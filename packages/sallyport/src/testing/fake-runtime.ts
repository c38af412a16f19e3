import { entryOf } from '../cache/entry.ts'
import { configureRuntime, listenTo } from '../configure.ts'
import type { SallyportEvent } from '../events.ts'
import { type Runtime, sharedRuntime } from '../runtime.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { FakeStore } from './fake-store.ts'
import { type FakedPlace, fakedPlace, type KeyOf } from './key-of.ts'

/** What handles share while a fake is in force. */
export interface FakeRuntime extends Runtime {
  readonly isFake: true
  /** What happened in the cache, each event. */
  readonly events: readonly SallyportEvent[]
  /** Holds what is stored, as after a read. */
  hold(place: FakedPlace): void
  /** Forgets what is held of a place, so that the next read asks the store. */
  drop(place: FakedPlace): void
  /** Ends it: the runtime from before is back, and reads anew. */
  end(): void
}

/**
 * Puts a runtime that reads from `store` in the place of the process's own. Handles look it up on `globalThis` whenever what they hold
 * was dropped, so it reaches those of every copy of the package, ES module or CommonJS.
 */
export function fakeRuntime(store: FakeStore, keyOf: KeyOf, now: () => number): FakeRuntime {
  const real = sharedRuntime()
  if ('isFake' in real) throw new Error('secrets are faked already in this process: restore() them first, and run such tests one by one')
  const runtimes: Record<string, Runtime> = Reflect.get(globalThis, Symbol.for('sallyport')) // sharedRuntime() has made it
  const shape = Object.keys(runtimes).find((each) => runtimes[each] === real) as string // it is in there
  const events: SallyportEvent[] = []
  listenTo(real, () => undefined)() // from here on it has listeners and tells them

  const fake: FakeRuntime = {
    isFake: true,
    events,
    now,
    random: () => 0, // a life as it is declared, not shortened at random
    entries: new Map(),
    listeners: real.listeners ?? new Set(),
    get emit() {
      return (event: SallyportEvent) => {
        events.push(event)
        real.emit?.(event)
      }
    },
    // onEvent would put its own here; the listeners are the same, and heard already.
    set emit(_) {},
    change: (how) => real.change(how),
    entryAt(written, version = {}) {
      const place = fakedPlace(written, version)
      const key = keyOf(place)
      const held = fake.entries.get(key)
      if (held) return held
      const entry = entryOf(nameOf(place, real), async (name) => store.read(place, name), fake)
      fake.entries.set(key, entry)
      return entry
    },
    hold(place) {
      fake.entryAt(place, place).reading ??= store.at(place)
    },
    drop(place) {
      const entry = fake.entries.get(keyOf(place))
      if (!entry) return
      entry.isDropped = true
      entry.reading = undefined
      fake.entries.delete(keyOf(place))
    },
    end() {
      configureRuntime(fake, {}) // drops all that is held
      runtimes[shape] = real
    },
  }
  configureRuntime(real, {})
  runtimes[shape] = fake
  return fake
}

/** The name as errors and events say it; as it is written where a unit test's surroundings lack what it is filled in with. */
function nameOf(place: FakedPlace, real: Runtime): string {
  try {
    return real.entryAt(place, place).name
  } catch (error) {
    if (error instanceof SallyportError) return place.name ?? `$${place.variable}`
    throw error
  }
}
