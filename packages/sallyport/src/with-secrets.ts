import type { AnyHandle } from './handle.ts'
import { type Runtime, sharedRuntime } from './runtime.ts'
import { withoutValues } from './secret-value/without-values.ts'

/** What an unannotated handler knows of Lambda's context. Source: Lambda Developer Guide, "Using the Lambda context object". */
export interface LambdaContext {
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
  getRemainingTimeInMillis(): number
}

/**
 * Wraps an async handler of any arguments: its secrets are read during INIT, and awaited by the first invocation; an error that
 * leaves it holds none of their values, since Lambda logs an error with all its properties.
 * @throws what reading a secret throws, and what the handler throws
 * @example
 * export const handler = withSecrets([stripe, crm], async (event) => ({ statusCode: (await stripe.fetch('/v1/balance')).status }))
 */
export function withSecrets<A extends readonly unknown[] = [event: unknown, context: LambdaContext], R = unknown>(
  handles: readonly AnyHandle[],
  handler: (...args: A) => R | Promise<R>,
): (...args: A) => Promise<R> {
  return wrapped(handles, handler, sharedRuntime)
}

export function wrapped<A extends readonly unknown[], R>(
  handles: readonly AnyHandle[],
  handler: (...args: A) => R | Promise<R>,
  runtime: () => Runtime,
): (...args: A) => Promise<R> {
  // What was refused in INIT is read again, and told, by the invocation.
  const refusedInInit = new Set<AnyHandle>()
  // A microtask later, so that a configure() further down in the module still counts.
  queueMicrotask(() => {
    for (const handle of handles) handle.get().catch(() => refusedInInit.add(handle))
  })

  return async (...args) => {
    try {
      await Promise.all(handles.map((handle) => (refusedInInit.delete(handle) ? handle.refresh() : handle.get())))
      return await handler(...args)
    } catch (error) {
      const held = [...runtime().entries.values()].flatMap(({ reading, before }) => [reading?.stored.reveal(), before?.stored.reveal()])
      throw withoutValues(
        error,
        held.filter((stored) => stored !== undefined),
      )
    }
  }
}
