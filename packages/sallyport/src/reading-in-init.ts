import type { AnyHandle } from './handle.ts'
import { lastWordMs, longestMs, within } from './waiting.ts'

/** What of Lambda's context bounds a wait. Source: Lambda Developer Guide, "Using the Lambda context object". */
export interface Deadline {
  getRemainingTimeInMillis(): number
}

/**
 * Begins to read `handles` while Lambda starts the function. The function it gives is for each invocation: it waits until all are
 * there, no longer than `deadline` allows.
 */
export function readingInInit(handles: readonly AnyHandle[]): (deadline: Deadline | undefined) => Promise<void> {
  // What was refused in INIT is read again, and told, by the invocation: once for all that come at a time.
  const refusedInInit = new Map<AnyHandle, () => Promise<unknown>>()
  // A microtask later, so that a configure() further down in the module still counts.
  queueMicrotask(() => {
    for (const handle of handles) handle.get().catch(() => refusedInInit.set(handle, readingAgain(handle)))
  })

  return async (deadline) => {
    const options = deadline && { context: deadline }
    await Promise.all(
      handles.map(async (handle) => {
        const readAgain = refusedInInit.get(handle)
        if (readAgain) await within(readAgain(), (deadline?.getRemainingTimeInMillis() ?? longestMs) - lastWordMs)
        await handle.get(options)
      }),
    )
  }

  function readingAgain(handle: AnyHandle) {
    let again: Promise<unknown> | undefined
    return () => (again ??= handle.refresh().finally(() => refusedInInit.delete(handle)))
  }
}
