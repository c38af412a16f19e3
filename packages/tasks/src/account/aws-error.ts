import { TaskError, type TaskErrorCode } from '../task-error.ts'
import type { Account } from './account.ts'
import { deniedError } from './denied.ts'

/** What an AWS SDK client throws: an answer of the service (`$metadata` has its status), or a failure on the way to it (`code`). */
interface SdkError extends Error {
  readonly code?: string
  readonly $metadata?: { readonly httpStatusCode?: number }
}

// names as the services send them: JSON services with "Exception", Query services without
const codeByName: Readonly<Record<string, TaskErrorCode>> = {
  AccessDenied: 'DENIED',
  AccessDeniedException: 'DENIED',
  UnrecognizedClientException: 'CREDENTIALS',
  InvalidClientTokenId: 'CREDENTIALS',
  InvalidSignatureException: 'CREDENTIALS',
  SignatureDoesNotMatch: 'CREDENTIALS',
  IncompleteSignature: 'CREDENTIALS',
  IncompleteSignatureException: 'CREDENTIALS',
  MissingAuthenticationToken: 'CREDENTIALS',
  MissingAuthenticationTokenException: 'CREDENTIALS',
  ExpiredToken: 'CREDENTIALS',
  ExpiredTokenException: 'CREDENTIALS',
  RequestExpired: 'CREDENTIALS',
  CredentialsProviderError: 'CREDENTIALS',
  TokenProviderError: 'CREDENTIALS',
  ResourceNotFoundException: 'NOT_FOUND',
  ParameterNotFound: 'NOT_FOUND',
  NoSuchEntity: 'NOT_FOUND',
  NoSuchEntityException: 'NOT_FOUND',
  ValidationException: 'WRONG_USE',
  ValidationError: 'WRONG_USE',
  InvalidParameterException: 'WRONG_USE',
  InvalidParameterValueException: 'WRONG_USE',
  ThrottlingException: 'THROTTLED',
  Throttling: 'THROTTLED',
  TooManyRequestsException: 'THROTTLED',
  LimitExceededException: 'AWS_REFUSED',
}

const networkCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE'])

/** The one place where a failure of AWS becomes a `TaskError`; `undefined` for what is not AWS's: a mistake of ours must stay visible. */
export async function taskErrorOf(error: unknown, account: Pick<Account, 'target' | 'describe'>): Promise<TaskError | undefined> {
  if (!isSdkError(error)) return undefined
  const code = codeOf(error)
  if (code === undefined) return undefined
  if (code === 'DENIED') return deniedError(error, await account.describe())
  return new TaskError(code, { message: messageFor(code, error, account), cause: error })
}

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error
}

function codeOf(error: SdkError): TaskErrorCode | undefined {
  const named = Object.hasOwn(codeByName, error.name) ? codeByName[error.name] : undefined
  if (named !== undefined) return named
  if (error.name === 'TimeoutError' || (error.code !== undefined && networkCodes.has(error.code))) return 'UNREACHABLE'
  const status = error.$metadata?.httpStatusCode
  if (status === undefined) return undefined
  return status >= 500 ? 'UNREACHABLE' : 'AWS_REFUSED'
}

function messageFor(code: TaskErrorCode, error: SdkError, account: Pick<Account, 'target'>): string {
  const local = account.target === 'local'
  const said = `${error.name}: ${withoutValue(error.message)}`
  switch (code) {
    case 'CREDENTIALS':
      if (local)
        return `AWS on loopback does not accept the keys of its state file (${said}): run "sallyport local stop", then "sallyport local start"`
      return error.name === 'CredentialsProviderError'
        ? `there are no credentials for AWS (${said}): give \`profile\`, run "aws configure", or add \`target: local\` for AWS on loopback`
        : `AWS does not accept the credentials (${said}): run "aws sts get-caller-identity" to see them, or give \`profile\``
    case 'UNREACHABLE':
      return local
        ? `AWS on loopback does not answer (${said}): run "sallyport local status"`
        : `AWS does not answer (${said}): look at the network and at \`region\`, then try again`
    case 'THROTTLED':
      return `AWS does not take more requests now (${said}): wait a moment, then try again`
    default:
      return `AWS does not do this (${said}): change what it names, then try again`
  }
}

/** AWS's validation messages repeat what was sent: `Value 'x' at 'value' failed to satisfy constraint`. */
function withoutValue(message: string): string {
  return message.replace(/Value '[\s\S]*?' at '/g, "Value at '")
}
