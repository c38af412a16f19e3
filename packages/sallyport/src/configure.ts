import type { Listener } from './events.ts'
import { stageFrom } from './place/stage.ts'
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
  if (settings.stage !== undefined) stageFrom(settings.stage, {})
  runtime.set(settings)
  for (const entry of runtime.entries.values()) {
    entry.isDropped = true
    entry.reading = undefined
  }
  runtime.entries.clear()
  runtime.forget()
}

/**
 * Hears what happens in the cache: requests made, old values served. Gives a function that ends it.
 * @example
 * onEvent(({ type, secret }) => console.log(JSON.stringify({ type, secret })))
 */
export function onEvent(listener: Listener): () => void {
  const { listeners } = sharedRuntime()
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
