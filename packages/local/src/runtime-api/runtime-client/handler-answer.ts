import type { InvocationContext } from './invocation-context.ts'
import type { Handler } from './load-handler.ts'

/**
 * What the handler answers to one event, whichever style it is written in.
 * An async handler is done when its promise is; a callback handler when it called back and, unless it declined, nothing is left to
 * do; a handler that leaves nothing to do without an answer has answered `null`.
 * Source: "Define Lambda function handler in Node.js", "Using async/await" and "Using callbacks".
 */
export function handlerAnswer(
  handler: Handler,
  event: unknown,
  context: InvocationContext,
  onIdle: OnIdle = onEmptyEventLoop,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let stopWaiting = onIdle(() => resolve(null))
    const settle = (finish: () => void) => {
      stopWaiting()
      finish()
    }
    const callback = (error?: unknown, result?: unknown) => {
      if (error !== undefined && error !== null) return settle(() => reject(error))
      if (!context.callbackWaitsForEmptyEventLoop) return settle(() => resolve(result))
      stopWaiting()
      stopWaiting = onIdle(() => resolve(result))
    }
    try {
      const returned = handler(event, context, callback)
      if (!isThenable(returned)) return
      returned.then(
        (result) => settle(() => resolve(result)),
        (error) => settle(() => reject(error)),
      )
    } catch (error) {
      settle(() => reject(error))
    }
  })
}

/** Calls `then` once nothing is left to do; gives what takes the wish back. */
export type OnIdle = (then: () => void) => () => void

const onEmptyEventLoop: OnIdle = (then) => {
  process.once('beforeExit', then)
  return () => process.off('beforeExit', then)
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
