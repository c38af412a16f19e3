import type { ProjectFunction } from '@sallyport/project'

/** Whether of a function's code only what its build made is known, and not the source that a person edits. */
export function isKnownByBuild({ entry, template }: Pick<ProjectFunction, 'entry' | 'template'>): boolean {
  const code = template?.code
  return code?.kind === 'file' && code.toldBy === 'build' && code.entry === entry // a configuration may name another
}
