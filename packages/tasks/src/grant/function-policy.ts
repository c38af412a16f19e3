import type { PolicyDocument } from '@sallyport/iam'
import type { KeyedPlace, PolicyTarget, ProjectFunction, Reach, RolePolicyName } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import { grantedName } from './granted-name.ts'
import type { KeysFound } from './keys/keys-found.ts'
import { type ToldRead, toldReads } from './other-reads.ts'

export interface FunctionPolicy extends RolePolicyName {
  readonly function: ProjectFunction
  readonly stage: string | undefined
  readonly reach: Reach
  readonly policy: PolicyDocument
  /** What the same code reads without `sallyport`. */
  readonly otherReads: readonly ToldRead[]
  readonly target: PolicyTarget
  readonly keys: KeysFound
}

/** What finds the keys of the places that a function reads. */
type LookForKeys = (places: readonly KeyedPlace[]) => Promise<KeysFound> | KeysFound

/** Loopback has no keys but AWS's own. */
export const noKeys: KeysFound = { knownKeys: {}, unknown: [] }

/**
 * The smallest policy that lets a function read what its code reaches, in the context's account.
 * @throws ProjectError `REACH_OPEN` when that cannot be told from its code; TaskError `BUILD_FAILED`
 */
export async function functionPolicy(found: ProjectFunction, context: TaskContext, lookForKeys: LookForKeys): Promise<FunctionPolicy> {
  const reach = await reachOfFunction(found)
  const { partition, region, accountId } = await context.account.describe()
  const target = { partition, region, accountId, stage: await context.stage(found.stage) }
  return policyOfReach(found, reach, target, await nameOnRole(found, context), lookForKeys)
}

/** What the policy is called on the function's role. */
export async function nameOnRole(found: ProjectFunction, context: TaskContext): Promise<RolePolicyName> {
  const { rolePolicyName } = await import('@sallyport/project')
  const { functions } = await context.project()
  return rolePolicyName(found, functions)
}

/** @throws TaskError `BUILD_FAILED` */
export async function reachOfFunction(found: ProjectFunction): Promise<Reach> {
  const { reachOf } = await import('@sallyport/project')
  const [reach] = await reachOf([found])
  if (reach === undefined) throw new Error(`reachOf gave nothing for function ${found.name}`)
  refuseBroken(reach)
  return reach
}

/** @throws ProjectError `REACH_OPEN` */
export async function policyOfReach(
  found: ProjectFunction,
  reach: Reach,
  account: PolicyTarget,
  named: RolePolicyName,
  lookForKeys: LookForKeys,
): Promise<FunctionPolicy> {
  const { keyedPlaces, policyFor } = await import('@sallyport/project')
  const staged =
    reach.open.length > 0 || account.stage !== undefined ? [] : reach.secrets.filter(({ place }) => place.name.includes('{stage}'))
  for (const each of staged) grantedName(each, undefined) // tells which input says the stage
  const keys = reach.open.length > 0 ? noKeys : await lookForKeys(keyedPlaces(reach, account)) // what is open is refused below
  const target = { ...account, knownKeys: keys.knownKeys }
  const policy = policyFor(reach, target)
  return { function: found, stage: target.stage, reach, policy, ...named, otherReads: await toldReads(reach, target), target, keys }
}

/** What does not build has no known reach either, but the advice to name its secrets would not mend it. */
function refuseBroken({ open }: Reach): void {
  const broken = open.find(({ isBuildFailure }) => isBuildFailure)
  if (broken === undefined) return
  const { file, line, reason } = broken
  throw new TaskError('BUILD_FAILED', { message: `${line === undefined ? file : `${file}:${line}`} ${reason}: correct it` })
}
