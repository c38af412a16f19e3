// The program of an execution environment: a Lambda runtime for Node.js, on the Runtime API whose address it finds in its environment.
import { writeConsoleLines } from './console-lines.ts'
import { errorReport, runtimeError } from './error-report.ts'
import { handlerAnswer } from './handler-answer.ts'
import { invocationContext } from './invocation-context.ts'
import { type Handler, loadHandler } from './load-handler.ts'
import { type Invocation, RuntimeApiClient } from './runtime-api-client.ts'

const { AWS_LAMBDA_RUNTIME_API = '', LAMBDA_TASK_ROOT = '', _HANDLER = '', AWS_EXECUTION_ENV = '' } = process.env
const api = new RuntimeApiClient(AWS_LAMBDA_RUNTIME_API)
let current: Invocation | undefined
let isInitialized = false

// the exit codes are those of AWS's own Node.js runtime
process.on('uncaughtException', (error) => failHard(error, 129))
process.on('unhandledRejection', (reason) => {
  failHard(runtimeError('Runtime.UnhandledPromiseRejection', String(reason), reason), 128)
})

writeConsoleLines(() => current?.requestId)
const handler = await loadHandlerOrExit()
isInitialized = true
await handleEvents().catch(() => process.exit(1)) // the Runtime API is gone, and with it whoever could be told

async function loadHandlerOrExit(): Promise<Handler> {
  try {
    const loaded = await loadHandler(LAMBDA_TASK_ROOT, _HANDLER)
    refuseCallbackHandler(loaded)
    return loaded
  } catch (error) {
    console.error('Uncaught Exception ', JSON.stringify(errorReport(error)))
    await api.postInitError(errorReport(error))
    return process.exit(1)
  }
}

/** Source: "Building Lambda functions with Node.js", Node.js 24: a handler of three declared arguments is refused at INIT. */
function refuseCallbackHandler(loaded: Handler): void {
  const version = Number(/nodejs(\d+)/.exec(AWS_EXECUTION_ENV)?.[1])
  if (version >= 24 && loaded.length >= 3) {
    throw runtimeError(
      'Runtime.CallbackHandlerDeprecated',
      'Callback-based function handlers are not supported from Node.js 24 on: make the handler an async function of (event, context)',
    )
  }
}

async function handleEvents(): Promise<never> {
  for (;;) {
    current = await api.next()
    if (current.traceId !== undefined) process.env._X_AMZN_TRACE_ID = current.traceId
    await handle(current)
    await outputWritten()
    current = undefined
  }
}

async function handle(invocation: Invocation): Promise<void> {
  let response: string
  try {
    response = responseText(await handlerAnswer(handler, JSON.parse(invocation.event), invocationContext(invocation)))
  } catch (error) {
    const report = errorReport(error)
    console.error('Invoke Error ', JSON.stringify(report))
    return await api.postInvocationError(invocation.requestId, report)
  }
  await api.postResponse(invocation.requestId, response)
}

function responseText(answer: unknown): string {
  try {
    // JSON has no undefined: a handler without an answer answers null
    return JSON.stringify(answer === undefined ? null : answer) ?? 'null'
  } catch (error) {
    throw runtimeError('Runtime.JSONStringifyError', 'Unable to stringify response body', error)
  }
}

/** The process is frozen as soon as it asks for the next event: what was logged must be out before. */
async function outputWritten(): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) {
    if (stream.writableLength > 0) await new Promise((resolve) => stream.once('drain', resolve))
  }
}

function failHard(error: unknown, exitCode: number): void {
  const report = errorReport(error)
  console.error(
    report.errorType === 'Runtime.UnhandledPromiseRejection' ? 'Unhandled Promise Rejection ' : 'Uncaught Exception ',
    JSON.stringify(report),
  )
  const told =
    current !== undefined
      ? api.postInvocationError(current.requestId, report)
      : isInitialized
        ? Promise.resolve()
        : api.postInitError(report)
  told.catch(() => undefined).finally(() => process.exit(exitCode)) // told or not, a process in an unknown state does not go on
}
