import type { AnyHandle } from './handle.ts'

/**
 * Reads all of `handles` in one go, those in memory excepted: for a program that listens by itself (a Web Function, a container), before
 * it does.
 * @throws SallyportError of the first that may not be read
 * @example
 * await load(stripe, crm)
 * server.listen(8080)
 */
export async function load(...handles: readonly AnyHandle[]): Promise<void> {
  await Promise.all(handles.map((handle) => handle.get()))
}
