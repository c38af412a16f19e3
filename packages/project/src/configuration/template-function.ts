import { basename } from 'node:path'
import type { UnknownVariable } from '../declaration/resolved-places.ts'
import { pathFrom } from '../path-from.ts'
import { whyUnknown } from '../template/functions/environment.ts'
import type { TemplateRole } from '../template/functions/role.ts'
import type { TemplateFunction } from '../template/functions/template-functions.ts'
import type { Template } from '../template/template.ts'
import { type GivenSettings, type Project, type ProjectFunction, projectFunction } from './project.ts'
import { parametersByDefault, textByDefault, type VariableByDefault, whyUndecided } from './variable-by-default.ts'

/** A function as a template has it, with the template. */
export interface FunctionInTemplate extends TemplateFunction {
  readonly template: Template
}

/** The functions of templates that are the user's own. */
export function functionsIn(templates: readonly Template[]): FunctionInTemplate[] {
  return templates.flatMap((template) => template.functions.filter(({ isOfCdk }) => !isOfCdk).map((each) => ({ ...each, template })))
}

/** The functions of templates whose code is known, as a project has them. */
export function functionsOfTemplates(
  templates: readonly Template[],
  project: Pick<Project, 'root' | 'stage' | 'declarations'>,
  { taken = [], leftOut = () => false }: { taken?: readonly string[]; leftOut?: (each: FunctionInTemplate) => boolean } = {},
): ProjectFunction[] {
  const names = new Set(taken)
  return functionsIn(templates).flatMap((each) => {
    if (each.code.kind !== 'file' || leftOut(each)) return []
    const name = uniqueName(each, names)
    names.add(name)
    return projectFunction(name, each.code.entry, project, settingsFrom(each, project.root))
  })
}

/** Two stacks may have functions of one name; the second is told by its template as well. */
function uniqueName({ name, file, logicalId }: FunctionInTemplate, taken: ReadonlySet<string>): string {
  const stack = basename(file)
    .replace(/\..*$/s, '')
    .replaceAll(/[^A-Za-z0-9_-]/g, '-')
  const candidates = [name, `${stack}-${name}`.slice(0, 64), logicalId.slice(0, 64)]
  return candidates.find((each) => !taken.has(each)) ?? `${logicalId.slice(0, 58)}-${taken.size}`
}

/** What a template says of a function, as a configuration would; what the configuration itself says goes before. */
export function settingsFrom(found: FunctionInTemplate, root: string, configured: GivenSettings = {}): GivenSettings {
  const file = pathFrom(root, found.file)
  const environment: Record<string, string> = {}
  const unknownEnvironment: Record<string, UnknownVariable> = {}
  const byDefault: Record<string, VariableByDefault> = {}
  for (const [name, variable] of Object.entries(found.environment)) {
    if (configured.environment !== undefined && Object.hasOwn(configured.environment, name)) continue
    const { line, assumes } = variable
    const reason = whyUndecided(variable) ?? whyUnknown(variable.value)
    const value = textByDefault(variable)
    if (reason !== undefined) unknownEnvironment[name] = { file, line, reason }
    else if (value !== undefined) environment[name] = value
    if (value !== undefined && assumes.length > 0)
      byDefault[name] = { file, line, value, parameters: parametersByDefault(assumes, found.template.defaults) }
  }
  return {
    ...configured,
    handler: configured.handler ?? (found.code.kind === 'file' ? found.code.handler : undefined),
    role: configured.role ?? roleName(found.role),
    timeoutSeconds: configured.timeoutSeconds ?? inRange(found.timeoutSeconds, 1, 900),
    memoryMb: configured.memoryMb ?? inRange(found.memoryMb, 128, 10_240),
    environment: { ...environment, ...configured.environment },
    unknownEnvironment,
    byDefault,
    template: found,
  }
}

/** The name of a role where it is known before it is deployed. */
function roleName(role: TemplateRole): string | undefined {
  const name = role.kind === 'named' || role.kind === 'resource' ? role.name : undefined
  return name !== undefined && /^[\w+=,.@-]{1,64}$/.test(name) ? name : undefined
}

function inRange(value: number | undefined, from: number, to: number): number | undefined {
  return value !== undefined && value >= from && value <= to ? value : undefined
}
