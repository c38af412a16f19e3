import type { Invocation } from './runtime-api-client.ts'

/** The second argument of a handler. Source: "Using the Lambda context object to retrieve Node.js function information". */
export interface InvocationContext {
  callbackWaitsForEmptyEventLoop: boolean
  readonly functionName: string | undefined
  readonly functionVersion: string | undefined
  readonly invokedFunctionArn: string
  readonly memoryLimitInMB: string | undefined
  readonly awsRequestId: string
  readonly logGroupName: string | undefined
  readonly logStreamName: string | undefined
  readonly clientContext: unknown
  getRemainingTimeInMillis(): number
}

export function invocationContext(
  invocation: Invocation,
  environment: NodeJS.ProcessEnv = process.env,
  now: () => number = Date.now,
): InvocationContext {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: environment.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: environment.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: invocation.invokedFunctionArn,
    memoryLimitInMB: environment.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    awsRequestId: invocation.requestId,
    logGroupName: environment.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: environment.AWS_LAMBDA_LOG_STREAM_NAME,
    clientContext: invocation.clientContext === undefined ? undefined : JSON.parse(invocation.clientContext),
    getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineMs - now()),
  }
}
