/**
 * An answer that refuses, as AWS words it. Its message is sent to the caller and recorded, so it never holds a secret value.
 */
export class AwsError extends Error {
  readonly code: string
  readonly status: number
  /** Members of the error's shape beside its message. */
  readonly members: Readonly<Record<string, string>>

  constructor(code: string, message: string, status: number, members: Readonly<Record<string, string>>) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
    this.members = members
  }
}

/**
 * @param options.status HTTP status; default 400, which the JSON services use for every error of the caller's, "not found" included
 * @example
 * throw awsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
 */
export function awsError(
  code: string,
  message: string,
  { status = 400, members = {} }: { status?: number; members?: Readonly<Record<string, string>> } = {},
): AwsError {
  return new AwsError(code, message, status, members)
}
