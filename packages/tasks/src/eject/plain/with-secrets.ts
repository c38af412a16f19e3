import type { Handle } from './handle.ts'
import { load } from './load.ts'

/** Reads the secrets while the function starts, and lets its first invocation wait for them. */
export function withSecrets<A extends readonly unknown[] = [event: unknown, context: LambdaContext], R = unknown>(
  handles: readonly Handle<unknown>[],
  handler: (...args: A) => R | Promise<R>,
): (...args: A) => Promise<R> {
  for (const each of handles) each.get().catch(() => undefined) // an invocation reads it again, and tells
  return async (...args) => {
    await load(...handles)
    return handler(...args)
  }
}

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
