import type { BuildFailure, Message } from 'esbuild'
import { ProjectError } from './project-error.ts'

/** How many errors of a build are told; the rest mostly follow from them. */
const maxTold = 10

/** A failed build in words: what is wrong in which file and line. */
export function buildError(what: string, { errors }: BuildFailure): ProjectError {
  const told = errors.slice(0, maxTold).map(describe)
  const more = errors.length > maxTold ? `; and ${errors.length - maxTold} more` : ''
  const location = errors[0]?.location
  return new ProjectError('BUILD_FAILED', {
    message: `${what} does not build: ${told.join('; ')}${more}`,
    file: location?.file,
    line: location?.line,
  })
}

/** A message of the bundler with its file and line. */
export function describe({ text, location }: Message): string {
  return location === null ? text : `${location.file}:${location.line} ${text}`
}

export function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && 'errors' in error && Array.isArray(error.errors)
}
