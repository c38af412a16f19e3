import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Project } from '@sallyport/project'

/**
 * Files of a project that may declare secrets: those of its configuration, otherwise the source files that name `sallyport`. A folder that
 * is no project, such as a home directory, is not searched.
 */
export async function declaringFiles(project: Project): Promise<readonly string[]> {
  if (project.declarations.length > 0) return project.declarations
  if (!isProject(project)) return []
  const { declaringFiles: filesBelow } = await import('@sallyport/project')
  return filesBelow(project.root)
}

/** A template may lie alone in the folder: `sam init` puts each function's `package.json` into the function's own. */
export function isProject({ root, configurationFile, templates = [], notRead = [], templateProblem }: Project): boolean {
  const isSaid = configurationFile !== undefined || templates.length > 0 || notRead.length > 0 || templateProblem !== undefined
  return isSaid || existsSync(join(root, 'package.json'))
}
