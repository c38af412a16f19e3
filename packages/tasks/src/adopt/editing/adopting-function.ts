import type { EnvironmentReads, FunctionInTemplate, Project, ProjectFunction, Reach } from '@sallyport/project'
import { isProjectError } from '../../project-failure.ts'
import { functionByReference } from '../../template-policy/function-by-reference.ts'
import type { ByHand } from './by-hand.ts'
import { relativeTo } from './relative-to.ts'

/** A function of a template, with what is known of its code. */
export interface AdoptingFunction {
  readonly inTemplate: FunctionInTemplate
  /** `undefined` where its code cannot be read. `stage`: what its template sets, by a reference where that is a parameter. */
  readonly code:
    | { readonly function: ProjectFunction; readonly reads: EnvironmentReads; readonly reach: Reach; readonly stage: string | undefined }
    | undefined
  /** Why its variables are left and its code is not edited; `undefined` where both can be. */
  readonly obstacle: ByHand | undefined
}

/** Looks at all functions of a project's templates: at their code, and whether the template can be edited for them. */
export async function adoptingFunctions(functions: readonly FunctionInTemplate[], project: Project): Promise<AdoptingFunction[]> {
  const { environmentReads, reachOf } = await import('@sallyport/project')
  const known = project.functions.filter(({ template }) => template !== undefined)
  const byReference = await Promise.all(
    project.functions.flatMap((each) => (each.template === undefined ? [] : functionByReference(each, each.template))),
  )
  const [reads, reaches] = await Promise.all([environmentReads(known), reachOf(byReference.map((each) => each.function))])
  return Promise.all(
    functions.map(async (inTemplate) => {
      const index = known.findIndex(({ template }) => template?.file === inTemplate.file && template.logicalId === inTemplate.logicalId)
      const [found, its, reach] = [known[index], reads[index], reaches[index]]
      const code = found && its && reach && { function: found, reads: its, reach, stage: byReference[index]?.stage }
      return { inTemplate, code, obstacle: codeObstacle(inTemplate, code, project) ?? (await templateObstacle(inTemplate, project)) }
    }),
  )
}

function codeObstacle(
  { file, line, code: place, name }: FunctionInTemplate,
  code: AdoptingFunction['code'],
  { root }: Project,
): ByHand | undefined {
  const at = { file: relativeTo(root, file), line: place.line || line, variable: undefined }
  if (code === undefined) return { ...at, advice: `function ${name} does not have code that can be read: change its code first` }
  const [broken] = code.reads.open
  if (broken !== undefined) return { file: broken.file, line: broken.line ?? 1, variable: undefined, advice: broken.reason }
  return place.kind === 'file' && place.toldBy === 'build'
    ? {
        ...at,
        advice: `function ${name} is known by what its build made alone: change its source, and its permissions where they are written`,
      }
    : undefined
}

/** Tries whether its role's policies can be written in the template, by the smallest policy there is. */
async function templateObstacle(
  { template, logicalId, file, line, name, constructPath }: FunctionInTemplate,
  { root }: Project,
): Promise<ByHand | undefined> {
  if (template.cdkApp !== undefined) {
    const construct = constructPath?.replace(/\/Resource$/, '') ?? logicalId
    const at = { file: relativeTo(root, file), line, variable: undefined }
    return {
      ...at,
      advice: `"cdk synth" writes this template: in the CDK app, take the variable from ${construct} and grant it what "sallyport grant ${name} --form cdk" says`,
    }
  }
  const { editedTemplate } = await import('@sallyport/project')
  const account = { region: 'us-east-1', accountId: '111122223333' }
  const statement = { Sid: 'Sallyport', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: ['*'] } as const
  try {
    editedTemplate(template, [{ kind: 'grant', function: logicalId, policy: { Version: '2012-10-17', Statement: [statement] }, account }])
    return undefined
  } catch (error) {
    return obstacleIn(error, { file: relativeTo(root, file), line })
  }
}

/** A refused edit as something to do by hand; anything else is thrown on. */
export function obstacleIn(error: unknown, at: { file: string; line: number }): ByHand {
  if (!isProjectError(error) || error.code !== 'TEMPLATE_NOT_EDITABLE') throw error
  const { line = at.line, reason = error.message } = error
  return { file: at.file, line, variable: undefined, advice: reason }
}
