/** Every reason for which Sallyport refuses or fails: a closed list, stable from version to version. */
export type SallyportErrorCode =
  // reading from AWS
  | 'ACCESS_DENIED'
  | 'SECRET_NOT_FOUND'
  | 'SECRET_DELETED'
  | 'AWS_REFUSED'
  | 'AWS_UNREACHABLE'
  | 'THROTTLED'
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_REFUSED'
  // what the function itself says
  | 'REGION_MISSING'
  | 'ENDPOINT_NOT_ALLOWED'
  | 'STAGE_NOT_SET'
  | 'PLACE_NOT_SET'
  | 'BAD_DECLARATION'
  | 'BAD_VALUE'
  // calling out
  | 'HOST_NOT_ALLOWED'
  | 'CREDENTIAL_HEADER_SET'
  | 'CALL_FAILED'
  | 'CALL_TIMED_OUT'
  | 'BODY_ALREADY_READ'

export interface SallyportErrorDetails {
  /** One sentence that a tired person can act on; never a value, a part, a length or a hash of one. */
  readonly message: string
  readonly secret?: string | undefined
  readonly requestId?: string | undefined
  readonly cause?: unknown
}

/**
 * What Sallyport throws, whatever went wrong: `code` says what, `secret` for which name, `message` what to do about it.
 * @example
 * try {
 *   await stripe.get()
 * } catch (error) {
 *   if (error instanceof SallyportError && error.code === 'ACCESS_DENIED') console.error(error.message)
 * }
 */
export class SallyportError extends Error {
  declare readonly code: SallyportErrorCode
  /** The secret's or parameter's name or ARN, where one is concerned; `$VARIABLE` for a name that a variable holds. */
  declare readonly secret: string | undefined
  /** AWS's id of the request that was refused, where AWS answered. */
  declare readonly requestId: string | undefined

  constructor(code: SallyportErrorCode, details: SallyportErrorDetails) {
    super(details.message, details)
    // Message and cause are Error's own by now, and stay as little enumerable as it makes them.
    Object.assign(this, { name: 'SallyportError', code, ...details })
  }

  /** By name, so that the error of another copy of the package counts too: a process may load it as an ES module and as CommonJS. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'SallyportError'
  }
}
