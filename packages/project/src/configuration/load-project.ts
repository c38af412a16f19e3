import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import * as v from 'valibot'
import { ProjectError } from '../project-error.ts'
import { type Configuration, configuration } from './configuration.ts'
import { problemIn } from './configuration-problem.ts'
import { type LoadingOptions, loadedSettings } from './loaded-settings.ts'
import { type Project, projectFunction } from './project.ts'

const fileNames = ['sallyport.config.ts', 'sallyport.config.mts', 'sallyport.config.js', 'sallyport.config.mjs']
const defaultProductionStages = ['prod', 'production']

interface LoadOptions extends LoadingOptions {
  readonly file?: string | undefined
}

/**
 * The project a folder belongs to: the configuration found there or in a folder above, checked. Without one, a project with no
 * functions whose root is the folder.
 * @param options.file the configuration's path, instead of looking for one
 * @param options.environment what the configuration sees of variables; default: this process's own
 * @param options.timeoutMs milliseconds it may take to load; default: 10,000
 * @throws ProjectError `CONFIGURATION_UNREADABLE`, `CONFIGURATION_INVALID`, `ENTRY_NOT_FOUND`
 * @example
 * const project = await loadProject(process.cwd())
 * project.functions.map((each) => each.name) // ['checkout']
 */
export async function loadProject(cwd: string, { file, ...loading }: LoadOptions = {}): Promise<Project> {
  const found = file === undefined ? configurationAbove(resolve(cwd)) : resolve(cwd, file)
  if (found === undefined) return projectOf({}, resolve(cwd), resolve(cwd), undefined)
  if (!existsSync(found))
    throw new ProjectError('CONFIGURATION_UNREADABLE', { message: `configuration ${file} does not exist: check its path`, file: found })
  return projectOf(await configurationIn(found, loading), dirname(found), resolve(cwd), found)
}

function configurationAbove(folder: string): string | undefined {
  const found = fileNames.map((name) => join(folder, name)).find((path) => existsSync(path))
  return found ?? (dirname(folder) === folder ? undefined : configurationAbove(dirname(folder)))
}

async function configurationIn(file: string, options: LoadingOptions): Promise<Configuration> {
  const loaded = await loadedSettings(file, options)
  if ('problem' in loaded) throw new ProjectError('CONFIGURATION_UNREADABLE', { message: `configuration ${file} ${loaded.problem}`, file })
  const parsed = v.safeParse(configuration, loaded.settings)
  if (parsed.success) return parsed.output
  const problems = parsed.issues.map(problemIn)
  throw new ProjectError('CONFIGURATION_INVALID', { message: `${file}: ${problems.join('; ')}`, file })
}

function projectOf(settings: Configuration, root: string, cwd: string, configurationFile: string | undefined): Project {
  const project = {
    root,
    cwd,
    configurationFile,
    stage: settings.stage,
    productionStages: settings.productionStages ?? defaultProductionStages,
    declarations: (settings.declarations ?? []).map((path, index) => fileInside(root, path, `declarations.${index}`, configurationFile)),
  }
  const functions = Object.entries(settings.functions ?? {}).map(([name, each]) =>
    projectFunction(name, fileInside(root, each.entry, `functions.${name}.entry`, configurationFile), project, each),
  )
  return { ...project, functions }
}

/** What is outside cannot be told from another project's code, so nothing of it is bundled or granted. */
function fileInside(root: string, path: string, setting: string, file: string | undefined): string {
  const absolute = resolve(root, path)
  const fromRoot = relative(root, absolute)
  if (fromRoot.startsWith('..') || isAbsolute(fromRoot))
    throw new ProjectError('CONFIGURATION_INVALID', {
      message: `${file}: ${setting} is not inside the project: move the configuration above it`,
      file,
    })
  if (!statSync(absolute, { throwIfNoEntry: false })?.isFile())
    throw new ProjectError('ENTRY_NOT_FOUND', { message: `${file}: ${setting} does not exist: there is no file ${fromRoot || path}`, file })
  return absolute
}
