import { ProjectError } from '../../project-error.ts'

/** What is wrong with a template, at its file and line. */
export function templateError(file: string, line: number, problem: string): ProjectError {
  return new ProjectError('TEMPLATE_INVALID', { message: `template ${file}:${line} ${problem}`, file, line, reason: problem })
}
