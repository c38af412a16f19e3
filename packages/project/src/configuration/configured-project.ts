import { statSync } from 'node:fs'
import { dirname, isAbsolute, relative, resolve } from 'node:path'
import { ProjectError } from '../project-error.ts'
import { templatesAt } from '../template/found-templates.ts'
import type { Template } from '../template/template.ts'
import type { Configuration } from './configuration.ts'
import { type Project, type ProjectFunction, projectFunction } from './project.ts'
import { type FunctionInTemplate, functionsIn, functionsOfTemplates, settingsFrom } from './template-function.ts'

export const defaultProductionStages = ['prod', 'production']

/** A project as its configuration says it; the template that it names fills in what it does not say, and adds the functions it does not name. */
export function configuredProject(settings: Configuration, configurationFile: string, cwd: string): Project {
  const root = dirname(configurationFile)
  const templates = settings.template === undefined ? [] : templatesNamed(settings.template, root, configurationFile)
  const project = {
    root,
    cwd,
    configurationFile,
    stage: settings.stage,
    productionStages: settings.productionStages ?? defaultProductionStages,
    declarations: (settings.declarations ?? []).map((path, index) => fileInside(root, path, `declarations.${index}`, configurationFile)),
    templates,
    notRead: templates.flatMap((each) => each.notRead),
  }
  const inTemplate = functionsIn(templates)
  const configured = Object.entries(settings.functions ?? {}).map(([name, each]) => {
    const entry = fileInside(root, each.entry, `functions.${name}.entry`, configurationFile)
    const found = sameFunction(name, entry, inTemplate)
    return projectFunction(name, entry, project, found === undefined ? each : settingsFrom(found, root, each))
  })
  return { ...project, functions: [...configured, ...others(configured, templates, project)] }
}

function others(
  configured: readonly ProjectFunction[],
  templates: readonly Template[],
  project: Omit<Project, 'functions'>,
): ProjectFunction[] {
  const named = new Set(configured.flatMap(({ template }) => (template === undefined ? [] : `${template.file} ${template.logicalId}`)))
  return functionsOfTemplates(templates, project, {
    taken: configured.map(({ name }) => name),
    leftOut: ({ file, logicalId }) => named.has(`${file} ${logicalId}`),
  })
}

function sameFunction(name: string, entry: string, functions: readonly FunctionInTemplate[]): FunctionInTemplate | undefined {
  const byEntry = functions.filter(({ code }) => code.kind === 'file' && code.entry === entry)
  return functions.find((each) => each.name === name || each.logicalId === name) ?? (byEntry.length === 1 ? byEntry[0] : undefined)
}

function templatesNamed(path: string, root: string, configurationFile: string): readonly Template[] {
  const absolute = resolve(root, path)
  if (statSync(absolute, { throwIfNoEntry: false }) === undefined)
    throw new ProjectError('ENTRY_NOT_FOUND', {
      message: `${configurationFile}: template does not exist: there is no file ${relative(root, absolute)}`,
      file: configurationFile,
    })
  return templatesAt(absolute, root)
}

/** What is outside cannot be told from another project's code, so nothing of it is bundled or granted. */
function fileInside(root: string, path: string, setting: string, file: string): string {
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
