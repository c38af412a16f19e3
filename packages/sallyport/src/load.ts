import type { AnyHandle } from './handle.ts'

/**
 * Reads all of `handles` in one go, those in memory excepted.
 * @throws SallyportError of the first that may not be read
 * @example
 * await load(stripe, crm)
 */
export async function load(...handles: readonly AnyHandle[]): Promise<void> {
  await Promise.all(handles.map((handle) => handle.get()))
}
