import { existsSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Project, ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { notReadLines } from '../place/not-read.ts'
import { isProjectError } from '../project-failure.ts'
import { shellWord } from '../shell-word.ts'
import { TaskError } from '../task-error.ts'

/**
 * The function that a person means by its name or its entry file; tells what of the project's files is not read.
 * @param taskName whose command is proposed, with an entry file, for a function that no configuration names
 * @throws ProjectError `FUNCTION_NOT_FOUND`, TaskError `NOT_FOUND`
 */
export async function requestedFunction(nameOrEntry: string, taskName: string, context: TaskContext): Promise<ProjectFunction> {
  const { functionOf } = await import('@sallyport/project')
  const project = await context.project()
  const unread = notReadLines(project)
  try {
    const found = functionOf(project, nameOrEntry)
    for (const each of unread) context.progress(each) // what is said here may not be all that the function has
    return found
  } catch (error) {
    if (!isProjectError(error) || error.code !== 'FUNCTION_NOT_FOUND' || nameOrEntry.includes('/')) throw error
    const entry = entryNamed(nameOrEntry, project, functionOf)
    if (entry === undefined && project.functions.length > 0) throw error // the project proposes one of these
    const example = shellWord(entry ?? `src/${nameOrEntry}.ts`)
    throw new TaskError('NOT_FOUND', {
      message: `function ${nameOrEntry} is not in the configuration: give its entry file, as in sallyport ${taskName} ${example}, or name it in sallyport.config.ts${unread.length === 0 ? '' : ` (${unread.join('; ')})`}`,
      cause: error,
    })
  }
}

/** The entry file, where entry files mostly are, of the function that has this name only by its file. */
function entryNamed(name: string, project: Project, functionOf: (project: Project, path: string) => ProjectFunction): string | undefined {
  const files = ['', '/index', '/handler'].flatMap((inFolder) =>
    ['.ts', '.mts', '.js', '.mjs'].map((ending) => `${name}${inFolder}${ending}`),
  )
  const found = ['src', '.', 'functions']
    .flatMap((folder) => files.map((file) => join(project.root, folder, file)))
    .find((path) => existsSync(path) && functionOf(project, path).name === name)
  return found === undefined ? undefined : relative(project.cwd, found)
}
