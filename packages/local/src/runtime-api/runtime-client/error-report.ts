import { types } from 'node:util'

/** What the Runtime API takes as an error, and what the caller of `Invoke` gets as payload: the shape of Lambda's Node.js runtimes. */
export interface ErrorReport {
  errorType: string
  errorMessage: string
  trace: string[]
}

/** An error of the runtime itself: `type` is one of the names that Lambda's Node.js runtimes use, such as `Runtime.HandlerNotFound`. */
export function runtimeError(type: `Runtime.${string}`, message: string, cause?: unknown): Error {
  const error = new Error(message, { cause })
  error.name = type
  // the stack of the user's own code says where to look, the runtime's does not
  if (types.isNativeError(cause)) error.stack = cause.stack ?? ''
  return error
}

/** Any thrown value, an `Error` or not, as the report of it. */
export function errorReport(thrown: unknown): ErrorReport {
  if (isErrorLike(thrown)) {
    return { errorType: thrown.name, errorMessage: thrown.message, trace: (thrown.stack ?? '').split('\n') }
  }
  return { errorType: typeof thrown, errorMessage: printed(thrown), trace: [] }
}

function isErrorLike(thrown: unknown): thrown is Error {
  // an error of another realm (vm, worker) is not an instance of this one's Error
  return types.isNativeError(thrown) || thrown instanceof Error
}

function printed(value: unknown): string {
  try {
    return String(value)
  } catch {
    // an object without a prototype cannot be made a string; what it is can still be told
    return Object.prototype.toString.call(value)
  }
}
