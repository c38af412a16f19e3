import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import * as v from 'valibot'
import { ProjectError } from '../project-error.ts'
import { templatesAbove } from '../template/found-templates.ts'
import { type Configuration, configuration } from './configuration.ts'
import { problemIn } from './configuration-problem.ts'
import { configuredProject, defaultProductionStages } from './configured-project.ts'
import { type LoadingOptions, loadedSettings } from './loaded-settings.ts'
import type { Project } from './project.ts'
import { functionsOfTemplates } from './template-function.ts'

const fileNames = ['sallyport.config.ts', 'sallyport.config.mts', 'sallyport.config.js', 'sallyport.config.mjs']

interface LoadOptions extends LoadingOptions {
  readonly file?: string | undefined
}

/**
 * The project a folder belongs to: the configuration found there or in a folder above, checked. Without one, the functions of the
 * template that is found in the same way (`template.yaml`, `.yml`, `.json`, or `cdk.out` beside `cdk.json`); without either, a project
 * with no functions whose root is the folder.
 * @param options.file the configuration's path, instead of looking for one
 * @param options.environment what the configuration sees of variables; default: this process's own
 * @param options.timeoutMs milliseconds it may take to load; default: 10,000
 * @throws ProjectError `CONFIGURATION_UNREADABLE`, `CONFIGURATION_INVALID`, `ENTRY_NOT_FOUND`; `TEMPLATE_INVALID` for a template that the
 * configuration names: what is wrong with one that was found is in `templateProblem`
 * @example
 * const project = await loadProject(process.cwd())
 * project.functions.map((each) => each.name) // ['checkout']
 */
export async function loadProject(cwd: string, { file, ...loading }: LoadOptions = {}): Promise<Project> {
  const found = file === undefined ? configurationAbove(resolve(cwd)) : resolve(cwd, file)
  if (found === undefined) return unconfiguredProject(resolve(cwd))
  if (!existsSync(found))
    throw new ProjectError('CONFIGURATION_UNREADABLE', { message: `configuration ${file} does not exist: check its path`, file: found })
  return configuredProject(await configurationIn(found, loading), found, resolve(cwd))
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

function unconfiguredProject(cwd: string): Project {
  const found = templatesAbove(cwd)
  const project = {
    root: found?.root ?? cwd,
    cwd,
    configurationFile: undefined,
    stage: undefined,
    productionStages: defaultProductionStages,
    declarations: [],
    templates: found?.templates ?? [],
    notRead: found?.notRead ?? [],
    templateProblem: found?.problem,
  }
  return { ...project, functions: functionsOfTemplates(project.templates, project) }
}
