import type { Listener } from './events.ts'
import { sharedRuntime } from './runtime.ts'
import type { Settings } from './settings.ts'

/**
 * Sets what holds for the whole process, before the first read. Settings that change something drop what is in memory.
 * @throws SallyportError `STAGE_NOT_SET` when `stage` is not one
 * @example
 * configure({ stage: 'prod', region: 'eu-west-1' })
 */
export function configure(settings: Settings): void {
  sharedRuntime().configure(settings)
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
