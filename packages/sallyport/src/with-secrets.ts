import { cleaningOf } from './cleaning.ts'
import type { AnyHandle } from './handle.ts'
import { type Deadline, readingInInit } from './reading-in-init.ts'
import { type Runtime, sharedRuntime } from './runtime.ts'
import { cleanErrorsOf, isStreaming, markedAs } from './streaming-handler.ts'

/** What an unannotated handler knows of Lambda's context. Source: Lambda Developer Guide, "Using the Lambda context object". */
export interface LambdaContext extends Deadline {
  readonly functionName: string
  readonly functionVersion: string
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string
  readonly awsRequestId: string
  readonly logGroupName: string
  readonly logStreamName: string
}

/**
 * Wraps an async handler of any arguments: its secrets are read during INIT, and awaited by the first invocation, no longer than Lambda's
 * own deadline allows; an error that leaves it holds none of their values, since Lambda logs an error with all its properties. A handler
 * that streams its answer stays one, whichever of the two wraps the other.
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
  const ready = readingInInit(handles)
  const { look, clean } = cleaningOf(() => [runtime()])

  const wrapper = async (...args: A) => {
    try {
      // `streamifyResponse` may have marked the one or the other.
      if (isStreaming(wrapper)) for (const each of args) cleanErrorsOf(each, clean)
      await ready(args.findLast(isDeadline))
      look()
      return await handler(...args)
    } catch (error) {
      throw clean(error)
    }
  }
  return markedAs(handler, wrapper)
}

const isDeadline = (argument: unknown): argument is Deadline =>
  typeof (argument as Partial<Deadline> | null | undefined)?.getRemainingTimeInMillis === 'function' // of what may be anything
