import { statSync } from 'node:fs'
import { basename, dirname, extname, resolve } from 'node:path'
import { pathFrom } from '../path-from.ts'
import { ProjectError } from '../project-error.ts'
import { whyWithoutEntry } from '../template/functions/function-code.ts'
import { type Project, type ProjectFunction, projectFunction } from './project.ts'
import { suggestion } from './suggestion.ts'
import { functionsIn } from './template-function.ts'

/** Names of entry files that say nothing of the function; its folder does. */
const plainNames = new Set(['index', 'handler', 'main', 'app', 'lambda', 'src'])

/**
 * A function by its name in the configuration or the template, by its logical id, or by the path of its entry file, named there or not.
 * @throws ProjectError `FUNCTION_NOT_FOUND`; `ENTRY_NOT_FOUND` for a function of the template without code that can be read;
 * `TEMPLATE_INVALID` where the template that may have it cannot be read
 * @example
 * functionOf(project, 'checkout')
 * functionOf(project, 'src/refund.ts') // named "refund", with the role "refund-role"
 */
export function functionOf(project: Project, nameOrEntryPath: string): ProjectFunction {
  const named = project.functions.find((each) => each.name === nameOrEntryPath) ?? inTemplate(project, nameOrEntryPath)
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

function inTemplate({ functions, templates = [], root }: Project, wanted: string): ProjectFunction | undefined {
  const found = functions.filter(({ template }) => template?.logicalId === wanted)
  if (found.length === 1) return found[0]
  const withoutCode = functionsIn(templates).find((each) => each.name === wanted || each.logicalId === wanted)
  if (withoutCode === undefined || withoutCode.code.kind === 'file') return undefined
  const { code, file } = withoutCode
  throw new ProjectError('ENTRY_NOT_FOUND', {
    message: `function ${wanted} does not have code that can be read: ${pathFrom(root, file)}:${code.line} ${whyWithoutEntry(code)}`,
    file,
    line: code.line,
  })
}

function notFound(project: Project, wanted: string): ProjectError {
  if (project.templateProblem !== undefined) return project.templateProblem
  const names = project.functions.map((each) => each.name)
  const [notRead] = project.notRead ?? []
  const where = project.configurationFile === undefined && names.length > 0 ? 'in the template' : 'in the configuration'
  const hint = names.length > 0 ? suggestion(wanted, names) : ': give the path of its entry file, or name it in sallyport.config.ts'
  const unread = notRead === undefined ? '' : ` (${pathFrom(project.root, notRead.file)}:${notRead.line} ${notRead.reason})`
  return new ProjectError('FUNCTION_NOT_FOUND', {
    message: `function ${JSON.stringify(wanted)} is not ${where}, nor a file${hint}${unread}`,
    ...(notRead !== undefined && { file: notRead.file, line: notRead.line }),
  })
}
