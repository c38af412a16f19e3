import { cleaningOf } from '../cleaning.ts'
import type { AnyHandle } from '../handle.ts'
import { type HoldsReadings, runtimesInProcess } from '../held-values.ts'
import { type Deadline, readingInInit } from '../reading-in-init.ts'

/** What this middleware needs of middy's request. */
export interface MiddyRequest {
  readonly context: Partial<Deadline>
  error: unknown
}

/** What `middy().use(…)` takes. */
export interface MiddyMiddleware {
  before(request: MiddyRequest): Promise<void>
  onError(request: MiddyRequest): void
}

/**
 * A middleware for middy that does what `withSecrets` does: reads `handles` during INIT, waits for them before the handler, and takes their
 * values out of an error. Middy runs `onError` from the last middleware to the first, so use it after one that logs errors.
 * @throws what reading a secret throws
 * @example
 * export const handler = middy().use(errorLogger()).use(secrets([stripe, crm])).handler(async () => (await stripe.fetch('/v1/balance')).json())
 */
export function secrets(handles: readonly AnyHandle[]): MiddyMiddleware {
  return middleware(handles, () => Object.values(runtimesInProcess()))
}

export function middleware(handles: readonly AnyHandle[], runtimes: () => readonly HoldsReadings[]): MiddyMiddleware {
  const ready = readingInInit(handles)
  const { look, clean } = cleaningOf(runtimes)
  return {
    async before({ context }) {
      await ready(hasDeadline(context) ? context : undefined)
      look()
    },
    onError(request) {
      request.error = clean(request.error)
    },
  }
}

const hasDeadline = (context: Partial<Deadline> | undefined): context is Deadline => context?.getRemainingTimeInMillis !== undefined
