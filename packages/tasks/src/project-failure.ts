import type { ProjectError, ProjectErrorCode } from '@sallyport/project'
import { TaskError, type TaskErrorCode } from './task-error.ts'

const codeByCode: Readonly<Record<ProjectErrorCode, TaskErrorCode>> = {
  CONFIGURATION_UNREADABLE: 'WRONG_USE',
  CONFIGURATION_INVALID: 'WRONG_USE',
  FUNCTION_NOT_FOUND: 'NOT_FOUND',
  ENTRY_NOT_FOUND: 'NOT_FOUND',
  BUILD_FAILED: 'BUILD_FAILED',
  DECLARATION_UNREADABLE: 'WRONG_USE',
  SECRET_NOT_DECLARED: 'WRONG_USE',
  REACH_OPEN: 'REACH_OPEN',
  STAGE_INVALID: 'WRONG_USE',
  PLACE_UNSUPPORTED: 'WRONG_USE',
  TEMPLATE_INVALID: 'WRONG_USE',
  TEMPLATE_NOT_EDITABLE: 'WRONG_USE',
}

/** What is wrong with a user's files, as a task's failure; anything else as it was. */
export function projectFailure(error: unknown): unknown {
  if (!isProjectError(error)) return error
  const message = error.code === 'BUILD_FAILED' ? buildFailure(error) : error.message
  return new TaskError(codeByCode[error.code], { message, cause: error })
}

/** The place first: it is what a person opens. */
function buildFailure({ message, file, line }: ProjectError): string {
  const place = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`
  const [, what] = / does not build: (.*)$/s.exec(message) ?? []
  if (place === undefined || what === undefined) return `${message}: correct it`
  return `${place} does not build: ${what.startsWith(`${place} `) ? what.slice(place.length + 1) : what}: correct it`
}

/** By name, since the class would load the bundler for commands that need no project. */
export function isProjectError(error: unknown): error is ProjectError {
  return error instanceof Error && error.name === 'ProjectError' && 'code' in error
}
