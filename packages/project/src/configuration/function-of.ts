import { statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { ProjectError } from '../project-error.ts'
import { type Project, type ProjectFunction, projectFunction } from './project.ts'
import { suggestion } from './suggestion.ts'

/** Names of entry files that say nothing of the function; its folder does. */
const plainNames = new Set(['index', 'handler', 'main', 'app', 'lambda', 'src'])

/**
 * A function by its name in the configuration, or by the path of its entry file, configured or not.
 * @throws ProjectError `FUNCTION_NOT_FOUND`
 * @example
 * functionOf(project, 'checkout')
 * functionOf(project, 'src/refund.ts') // named "refund", with the role "refund-role"
 */
export function functionOf(project: Project, nameOrEntryPath: string): ProjectFunction {
  const named = project.functions.find((each) => each.name === nameOrEntryPath)
  if (named !== undefined) return named
  const entry = [project.cwd, project.root].map((folder) => resolve(folder, nameOrEntryPath)).find(isFile)
  if (entry === undefined) throw notFound(project, nameOrEntryPath)
  return project.functions.find((each) => each.entry === entry) ?? projectFunction(nameOfEntry(entry, project.root), entry, project)
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}

/** The name of the file, or where that says nothing, of the nearest folder of the project that does: `src/checkout/handler.ts` → `checkout`. */
function nameOfEntry(entry: string, root: string): string {
  const names = [basename(entry, extname(entry))]
  for (let folder = dirname(entry); folder !== root && folder !== dirname(folder); folder = dirname(folder)) names.push(basename(folder))
  const name = names.find((each) => !plainNames.has(each)) ?? names[0] ?? 'function'
  return name.replaceAll(/[^A-Za-z0-9_-]/g, '-').slice(0, 59) // with "-role" the 64 letters of a role
}

function notFound(project: Project, wanted: string): ProjectError {
  const names = project.functions.map((each) => each.name)
  const hint = names.length > 0 ? suggestion(wanted, names) : ': give the path of its entry file, or name it in sallyport.config.ts'
  return new ProjectError('FUNCTION_NOT_FOUND', {
    message: `function ${JSON.stringify(wanted)} is not in the configuration, nor a file${hint}`,
  })
}
