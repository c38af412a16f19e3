import { changed } from './changed-settings.ts'
import type { Listener } from './events.ts'
import { onceASecond } from './once-a-second.ts'
import { type Runtime, sharedRuntime } from './runtime.ts'
import type { Settings } from './settings.ts'

/**
 * Sets what holds for the whole process, once and before the first read: it drops what is in memory, which may be another account's.
 * @throws SallyportError `STAGE_NOT_SET` when `stage` is not one
 * @example
 * configure({ stage: 'prod', region: 'eu-west-1' })
 */
export function configure(settings: Settings): void {
  configureRuntime(sharedRuntime(), settings)
}

export function configureRuntime(runtime: Runtime, settings: Settings): void {
  runtime.change((held) => changed(held, settings, runtime.now))
  for (const entry of runtime.entries.values()) {
    entry.isDropped = true
    entry.reading = undefined
  }
  runtime.entries.clear()
}

/**
 * Hears what happens in the cache: requests made, old values served; of each kind and secret at most once a second, `count` says for how
 * many. Gives a function that ends it.
 * @example
 * onEvent(({ type, secret }) => console.log(JSON.stringify({ type, secret })))
 */
export function onEvent(listener: Listener): () => void {
  return listenTo(
    sharedRuntime(),
    onceASecond(listener, () => sharedRuntime().now()),
  )
}

/** Hears every event. */
export function listenTo(runtime: Runtime, listener: Listener): () => void {
  const listeners = runtime.listeners ?? new Set()
  listeners.add(listener)
  runtime.listeners = listeners
  // Later: a listener's fault comes up as what it is, and never becomes the failure of a read.
  runtime.emit = (event) => {
    for (const each of listeners) queueMicrotask(() => each(event))
  }
  return () => void listeners.delete(listener)
}
