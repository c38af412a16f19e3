import { AwsError, awsError } from '../../aws-error.ts'
import { ServerStopped } from '../../runtime-api/function-fleet.ts'
import { ConcurrencyLimitReached } from '../../runtime-api/function-runtime.ts'
import { UnusableZip } from '../../runtime-api/unpacked-code.ts'

/** Why a function could not even be started, as `Invoke` says it. @throws what is none of the known reasons */
export function invocationRefusal(error: unknown): AwsError {
  if (error instanceof AwsError) return error
  if (error instanceof ConcurrencyLimitReached) {
    return awsError('TooManyRequestsException', 'Rate Exceeded.', { status: 429, members: { Reason: 'ConcurrentInvocationLimitExceeded' } })
  }
  if (error instanceof UnusableZip) {
    return awsError('InvalidZipFileException', `Lambda could not unzip the deployment package: ${error.message}`, { status: 502 })
  }
  if (error instanceof ServerStopped) return awsError('ServiceException', 'The server is stopping.', { status: 500 })
  throw error
}
