import type { Phase } from './execution-environment.ts'

/** What an invoker asks for. */
export interface InvocationRequest {
  requestId: string
  /** The event, as JSON. */
  event: string
  clientContext?: string | undefined
}

/** What an invoker gets. */
export interface InvocationResult {
  payload: Buffer
  functionError?: 'Unhandled'
  /** The last 4 KB of what the invocation logged, in base64. */
  logResult: string
}

/** The answer to the invoker: the function's own, or an error that says what became of it. */
export function invocationResult(phase: Phase, requestId: string, timeoutSeconds: number, logResult: string): InvocationResult {
  switch (phase.status) {
    case 'success':
      return { payload: phase.payload, logResult }
    case 'error':
      return failed(phase.failure)
    case 'exit':
      return failed({ errorType: 'Runtime.ExitError', errorMessage: `RequestId: ${requestId} Error: ${phase.reason}` })
    case 'timeout':
      return failed({ errorType: 'Sandbox.Timedout', errorMessage: `RequestId: ${requestId} Error: ${timedOut(timeoutSeconds)}` })
  }

  function failed(failure: object): InvocationResult {
    return { payload: Buffer.from(JSON.stringify(failure)), functionError: 'Unhandled', logResult }
  }
}

export function timedOut(timeoutSeconds: number): string {
  return `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`
}
