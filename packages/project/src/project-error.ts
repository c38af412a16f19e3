/** What can be wrong with a project; the list is closed, and an exit code is chosen by it. */
export type ProjectErrorCode =
  | 'CONFIGURATION_UNREADABLE'
  | 'CONFIGURATION_INVALID'
  | 'FUNCTION_NOT_FOUND'
  | 'ENTRY_NOT_FOUND'
  | 'BUILD_FAILED'
  | 'DECLARATION_UNREADABLE'
  | 'SECRET_NOT_DECLARED'
  | 'REACH_OPEN'
  | 'STAGE_INVALID'
  | 'PLACE_UNSUPPORTED'
  | 'TEMPLATE_INVALID'
  | 'TEMPLATE_NOT_EDITABLE'

interface ProjectErrorDetails {
  readonly message: string
  readonly file?: string | undefined
  readonly line?: number | undefined
  readonly reason?: string | undefined
  readonly cause?: unknown
}

/**
 * An error in a user's files: what is wrong, where, and what to do.
 * @example
 * try { await loadProject(folder) } catch (error) { if (error instanceof ProjectError) console.error(error.code, error.message) }
 */
export class ProjectError extends Error {
  override readonly name = 'ProjectError'
  readonly code: ProjectErrorCode
  readonly file: string | undefined
  readonly line: number | undefined
  /** Of a template: what is wrong or in the way, without the file and line that `message` names. */
  readonly reason: string | undefined

  constructor(code: ProjectErrorCode, { message, file, line, reason, cause }: ProjectErrorDetails) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.file = file
    this.line = line
    this.reason = reason
  }
}
