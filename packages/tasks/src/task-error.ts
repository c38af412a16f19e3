/** Why a task stopped. The list is closed; the command gives each code its exit status. */
export const taskErrorCodes = [
  'WRONG_USE',
  'BAD_VALUE',
  'NOT_CONFIRMED',
  'CREDENTIALS',
  'DENIED',
  'NOT_FOUND',
  'PENDING_DELETION',
  'MANAGED_BY_SERVICE',
  'CONFLICT',
  'NOT_STORED',
  'NOT_WRITTEN',
  'REACH_OPEN',
  'BUILD_FAILED',
  'DEPLOY_FAILED',
  'ALREADY_RUNNING',
  'NOT_STARTED',
  'AWS_REFUSED',
  'THROTTLED',
  'UNREACHABLE',
] as const

export type TaskErrorCode = (typeof taskErrorCodes)[number]

/** The statement that a denied caller lacks. */
export interface MissingStatement {
  Effect: 'Allow'
  Action: string
  Resource: string
}

export interface TaskErrorDetails {
  /**
   * `<who or what> <may not | does not | is not> <thing, by name>: <next step>`; never a value or a part of one. An input or option stands
   * there by its name in backticks, which a face writes its own way: the command as a flag.
   */
  message: string
  statement?: MissingStatement
  cause?: unknown
}

/** The one error of every task: a closed `code`, and a sentence that says what to do. */
export class TaskError extends Error {
  override readonly name = 'TaskError'
  readonly code: TaskErrorCode
  readonly statement: MissingStatement | undefined

  constructor(code: TaskErrorCode, { message, statement, cause }: TaskErrorDetails) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.statement = statement
  }
}
