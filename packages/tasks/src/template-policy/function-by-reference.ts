import { relative } from 'node:path'
import type { FunctionInTemplate, ProjectFunction, TemplateVariable } from '@sallyport/project'
import { madeSecret } from './made-secret.ts'
import { parametersIn, referenceTo } from './parameter-reference.ts'

/** A function of a template with its environment as the template has it, whatever values its parameters will be given. */
export interface FunctionByReference {
  readonly function: ProjectFunction
  /** As its template has it, read with references in the place of parameters. */
  readonly inTemplate: FunctionInTemplate
  /** What its code takes for `{stage}`, where its template sets that. */
  readonly stage: string | undefined
  /** Variables of which the policy can only have the value that the parameters' defaults give. */
  readonly byDefault: readonly { readonly variable: string; readonly at: string; readonly parameters: readonly string[] }[]
}

const stageVariable = 'SALLYPORT_STAGE'

/** What stands for a stage is held to be one, until it is written into the template. */
const maxStageLength = 32

/**
 * Finds what of a function's environment follows from its template's parameters, by reading the template again with a reference as the
 * value of each. `!Ref Stage` and `${Stage}/stripe` become references; what a condition chooses keeps its default, and that is told.
 */
export async function functionByReference(found: ProjectFunction, inTemplate: FunctionInTemplate): Promise<FunctionByReference> {
  const parameters = [...new Set(Object.entries(inTemplate.environment).flatMap(([name, each]) => parametersOf(name, each)))]
  const environment = { ...found.environment }
  const unknownEnvironment = { ...found.unknownEnvironment }
  for (const [name, { value }] of Object.entries(inTemplate.environment)) {
    // what a condition decides: a template's policy is for its defaults, and tells that
    const made = madeHere(value) ?? (Object.hasOwn(unknownEnvironment, name) ? found.byDefault?.[name]?.value : undefined)
    if (made === undefined || environment[name] !== undefined) continue // the configuration says another
    environment[name] = made
    delete unknownEnvironment[name]
  }
  const withMade = { ...found, environment, unknownEnvironment }
  if (parameters.length === 0) return { function: withMade, inTemplate, stage: stageIn(found), byDefault: [] }
  const [once, again] = await Promise.all(['', '0'].map((mark) => readWith(inTemplate, found.root, parameters, mark)))
  const byDefault: FunctionByReference['byDefault'][number][] = []
  for (const [name, variable] of Object.entries(inTemplate.environment)) {
    const present = textOf(variable)
    if (environment[name] !== present) continue // the configuration says another
    const referring = textReferring(name, present, [once, again])
    if (referring !== undefined) {
      environment[name] = referring
      delete unknownEnvironment[name]
    }
    if (variable.possible.length > 1 || (referring === undefined && variable.assumes.length > 0))
      byDefault.push({ variable: name, at: `${relative(found.root, inTemplate.file)}:${variable.line}`, parameters: variable.assumes })
  }
  return { function: withMade, inTemplate: once ?? inTemplate, stage: stageIn(withMade), byDefault }
}

/** What `!Ref` of a secret or a parameter that the template makes without a name gives: a secret's ARN, a parameter's name. */
function madeHere(value: TemplateVariable['value']): string | undefined {
  if ((value.kind !== 'secret' && value.kind !== 'parameter') || value.name !== undefined || value.logicalId === undefined) return undefined
  return value.kind === 'secret' ? madeSecret(value.logicalId) : referenceTo(value.logicalId)
}

/** The parameters that a variable is known to follow from; of those without a default that of the stage. */
function parametersOf(name: string, { value, assumes }: TemplateVariable): readonly string[] {
  return value.kind === 'input' && name === stageVariable && !value.isHidden ? [value.parameter] : assumes
}

async function readWith(
  { template, logicalId }: FunctionInTemplate,
  root: string,
  parameters: readonly string[],
  mark: string,
): Promise<FunctionInTemplate | undefined> {
  const { readTemplate } = await import('@sallyport/project')
  const values = Object.fromEntries(parameters.map((each) => [each, referenceTo(`${each}${mark}`)]))
  const read = readTemplate(template.file, { root, cdkApp: template.cdkApp, parameters: values })
  const found = read.functions.find((each) => each.logicalId === logicalId)
  return found && { ...found, template: read }
}

/**
 * A variable's text with references; `undefined` where it has none, or is not the part of a name that it has to be.
 * @param present by the parameters' defaults
 */
function textReferring(
  name: string,
  present: string | undefined,
  [once, again]: readonly (FunctionInTemplate | undefined)[],
): string | undefined {
  const [one, other] = [textOf(once?.environment[name]), textOf(again?.environment[name])]
  // what stands in a text is found in both readings at the same place; what a condition makes of it is not
  if (one === undefined || marked(one) !== other || one === other || [one, present].some((each) => each?.startsWith('arn:')))
    return undefined
  const isWhole = parametersIn(one).some((each) => referenceTo(each) === one)
  if (name === stageVariable && one.length > maxStageLength) return undefined
  return present === undefined && isWhole && name !== stageVariable ? undefined : one // it may as well be an ARN
}

function marked(text: string): string {
  return parametersIn(text).reduce((changed, each) => changed.replaceAll(referenceTo(each), referenceTo(`${each}0`)), text)
}

function textOf(variable: TemplateVariable | undefined): string | undefined {
  const value = variable?.value
  if (value?.kind === 'text') return value.text
  return value?.kind === 'secret' || value?.kind === 'parameter' ? value.name : undefined
}

function stageIn({ environment }: ProjectFunction): string | undefined {
  return environment[stageVariable] || undefined
}
