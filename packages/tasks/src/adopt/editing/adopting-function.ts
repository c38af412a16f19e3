import { dirname } from 'node:path'
import type { EnvironmentReads, FunctionInTemplate, Project, ProjectFunction, Reach } from '@sallyport/project'
import { isProjectError } from '../../project-failure.ts'
import { functionByReference } from '../../template-policy/function-by-reference.ts'
import { isKnownByBuild } from '../../template-policy/known-by-build.ts'
import type { ByHand } from './by-hand.ts'
import { gitIgnored } from './git-ignored.ts'
import { relativeTo } from './relative-to.ts'
import { type SourceRead, sourceReads } from './source-reads.ts'

/** A function of a template, with what is known of its code. */
export interface AdoptingFunction {
  readonly inTemplate: FunctionInTemplate
  /** `undefined` where its code cannot be read. `stage`: what its template sets, by a reference where that is a parameter. */
  readonly code:
    | { readonly function: ProjectFunction; readonly reads: EnvironmentReads; readonly reach: Reach; readonly stage: string | undefined }
    | undefined
  /** Why one of its variables is left and its code is not edited; `undefined` where both can be. */
  readonly obstacle: ((variable: string) => ByHand) | undefined
}

/** Looks at all functions of a project's templates: at their code, and whether the template can be edited for them. */
export async function adoptingFunctions(
  functions: readonly FunctionInTemplate[],
  project: Project,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<AdoptingFunction[]> {
  const { environmentReads, reachOf } = await import('@sallyport/project')
  const known = project.functions.filter(({ template }) => template !== undefined)
  const byReference = await Promise.all(
    project.functions.flatMap((each) => (each.template === undefined ? [] : functionByReference(each, each.template))),
  )
  const [built, reaches] = await Promise.all([environmentReads(known), reachOf(byReference.map((each) => each.function))])
  const isBuilt = await whetherBuilt(known, project, env)
  const reads = await readsInSource(known, built, project, isBuilt)
  return Promise.all(
    functions.map(async (inTemplate) => {
      const index = known.findIndex(({ template }) => template?.file === inTemplate.file && template.logicalId === inTemplate.logicalId)
      const [found, its, reach] = [known[index], reads[index], reaches[index]]
      const code = found && its && reach && { function: found, reads: its, reach, stage: byReference[index]?.stage }
      const inCode = codeObstacle(inTemplate, code, project, isBuilt)
      const obstacle = inCode === undefined ? await templateObstacle(inTemplate, found?.name ?? inTemplate.name, project) : () => inCode
      return { inTemplate, code, obstacle }
    }),
  )
}

type WhetherBuilt = (of: ProjectFunction) => boolean

/** Of which functions only what a build made is known; that git leaves it out says so too, unless it leaves out the whole project. */
async function whetherBuilt(
  functions: readonly ProjectFunction[],
  { root, templates = [] }: Project,
  env: Readonly<Record<string, string | undefined>>,
): Promise<WhetherBuilt> {
  const scripts = functions.flatMap(({ entry }) => (/js$/.test(entry) ? entry : []))
  const ignored = await gitIgnored(root, [...scripts, ...templates.map(({ file }) => file)], env)
  return (each) => isKnownByBuild(each) || (ignored.has(each.entry) && !ignored.has(each.template?.file ?? ''))
}

/** Of builds, what the source reads of the variables that they read: a person changes that, and a build can only be made anew. */
async function readsInSource(
  functions: readonly ProjectFunction[],
  reads: readonly EnvironmentReads[],
  { root, templates = [] }: Project,
  whether: WhetherBuilt,
): Promise<EnvironmentReads[]> {
  const isBuilt = (index: number) => functions[index] !== undefined && whether(functions[index])
  const variables = reads.filter((_, index) => isBuilt(index)).flatMap((each) => each.reads.flatMap(({ variable }) => variable ?? []))
  const synthesized = [
    ...templates.flatMap(({ cdkApp, file }) => (cdkApp === undefined ? [] : dirname(file))),
    ...functions.flatMap(({ entry }, index) => (isBuilt(index) ? dirname(entry) : [])),
  ]
  const found = await sourceReads(root, new Set(variables), new Set(synthesized))
  // those of other functions' sources, and those of the builds themselves
  const known = new Set(reads.flatMap((each) => each.reads.map(({ file }) => file)))
  return reads.map((each, index) => {
    if (!isBuilt(index)) return each
    return {
      ...each,
      reads: each.reads.flatMap((read) => preferred(found, read.variable, known).map((place) => ({ ...read, ...place }))),
    }
  })
}

/** A file that is known to be of another function, or of a build, may be its source if no other reads the variable. */
function preferred(found: readonly SourceRead[], variable: string | undefined, known: ReadonlySet<string>): readonly SourceRead[] {
  const named = found.filter((each) => each.variable === variable)
  const own = named.filter(({ file }) => !known.has(file))
  return own.length > 0 ? own : named
}

function codeObstacle(
  { file, line, code: place, name, template }: FunctionInTemplate,
  code: AdoptingFunction['code'],
  { root }: Project,
  isBuilt: WhetherBuilt,
): ByHand | undefined {
  const at = { file: relativeTo(root, file), line: place.line || line, variable: undefined }
  if (code === undefined) return { ...at, advice: `function ${name} does not have code that can be read: change its code first` }
  const [broken] = code.reads.open
  if (broken !== undefined) return { file: broken.file, line: broken.line ?? 1, variable: undefined, advice: broken.reason }
  if (!isBuilt(code.function)) return undefined
  const isInSource = code.reads.reads.length > 0
  if (isInSource && template.cdkApp !== undefined) return undefined // what is to be done in the app is told of it
  return {
    ...at,
    advice: `function ${name} is known by what its build made alone, ${isInSource ? 'so that its code is not edited' : 'and no source here reads its variables'}: name its source as "entry" of the function in sallyport.config.ts, and run this again, or change source and permissions where they are`,
  }
}

/** Tries whether its role's policies can be written in the template, by the smallest policy there is. */
async function templateObstacle(
  { template, logicalId, file, line, constructPath }: FunctionInTemplate,
  name: string, // in the project, where another stack's function may have the template's
  { root }: Project,
): Promise<AdoptingFunction['obstacle']> {
  if (template.cdkApp !== undefined) {
    const construct = constructPath?.replace(/\/Resource$/, '') ?? logicalId
    return (variable) => ({
      file: relativeTo(root, file),
      line,
      variable,
      advice: `"cdk synth" writes this template: in the CDK app, take ${variable} from ${construct} and grant it what "sallyport grant ${name} --form cdk" says`,
    })
  }
  const { editedTemplate } = await import('@sallyport/project')
  const account = { region: 'us-east-1', accountId: '111122223333' }
  const statement = { Sid: 'Sallyport', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: ['*'] } as const
  try {
    editedTemplate(template, [{ kind: 'grant', function: logicalId, policy: { Version: '2012-10-17', Statement: [statement] }, account }])
    return undefined
  } catch (error) {
    const refused = obstacleIn(error, { file: relativeTo(root, file), line })
    return () => refused
  }
}

/** A refused edit as something to do by hand; anything else is thrown on. */
export function obstacleIn(error: unknown, at: { file: string; line: number }): ByHand {
  if (!isProjectError(error) || error.code !== 'TEMPLATE_NOT_EDITABLE') throw error
  const { line = at.line, reason = error.message } = error
  return { file: at.file, line, variable: undefined, advice: reason }
}
