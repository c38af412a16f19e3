import type { Handle } from './handle.ts'

/** Reads several in one go. */
export async function load(...handles: readonly Handle<unknown>[]): Promise<void> {
  await Promise.all(handles.map((each) => each.get()))
}
