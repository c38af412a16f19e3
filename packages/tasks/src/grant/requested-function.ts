import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import type { Project, ProjectFunction } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { notReadLines } from '../place/not-read.ts'
import { isProjectError } from '../project-failure.ts'
import { shellWord } from '../shell-word.ts'
import { TaskError } from '../task-error.ts'
import { sourceFilesOf } from './entry-files.ts'

/**
 * The function that a person means by its name or its entry file; tells what of the project's files is not read. A function that no
 * configuration names has the name of its file, under which it is invoked, and which the refusal of a read tells.
 * @param taskName whose command is proposed, with an entry file, for a function that is not found
 * @throws ProjectError `FUNCTION_NOT_FOUND`, TaskError `NOT_FOUND`
 */
export async function requestedFunction(nameOrEntry: string, taskName: string, context: TaskContext): Promise<ProjectFunction> {
  const { functionOf } = await import('@sallyport/project')
  const project = await context.project()
  const unread = notReadLines(project, context.account)
  const found = await named(nameOrEntry, project, functionOf).catch((error: unknown) => {
    if (!isProjectError(error) || error.code !== 'FUNCTION_NOT_FOUND' || nameOrEntry.includes('/')) throw error
    if (project.functions.length > 0) throw error // the project proposes one of these
    throw new TaskError('NOT_FOUND', {
      message: `function ${nameOrEntry} is not in the configuration: give its entry file, as in sallyport ${taskName} ${shellWord(`src/${nameOrEntry}.ts`)}, or name it in sallyport.config.ts${unread.length === 0 ? '' : ` (${unread.join('; ')})`}`,
      cause: error,
    })
  })
  for (const each of unread) context.progress(each) // what is said here may not be all that the function has
  return found
}

async function named(nameOrEntry: string, project: Project, functionOf: FunctionOf): Promise<ProjectFunction> {
  try {
    return functionOf(project, nameOrEntry)
  } catch (error) {
    if (!isProjectError(error) || error.code !== 'FUNCTION_NOT_FOUND' || nameOrEntry.includes('/')) throw error
    const [entry, ...others] = await entriesNamed(nameOrEntry, project, functionOf)
    if (entry === undefined) throw error
    if (others.length === 0) return functionOf(project, entry)
    const files = [entry, ...others].map((file) => relative(project.cwd, file))
    throw new TaskError('NOT_FOUND', { message: `function ${nameOrEntry} may be ${files.join(' or ')}: give its entry file`, cause: error })
  }
}

type FunctionOf = (project: Project, nameOrEntry: string) => ProjectFunction

/** The entry files, sorted, of functions that have this name only by their file. */
async function entriesNamed(name: string, project: Project, functionOf: FunctionOf): Promise<string[]> {
  const found: string[] = []
  for await (const file of sourceFilesOf(project)) {
    const its = functionOf(project, file)
    if (its.name === name && new RegExp(`\\b${its.handler}\\b`).test(await readFile(file, 'utf8'))) found.push(file)
  }
  return found.sort()
}
