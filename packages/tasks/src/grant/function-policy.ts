import type { PolicyDocument } from '@sallyport/iam'
import type { ProjectFunction, Reach } from '@sallyport/project'
import type { TaskContext } from '../context.ts'

export interface FunctionPolicy {
  readonly function: ProjectFunction
  readonly stage: string | undefined
  readonly reach: Reach
  readonly policy: PolicyDocument
}

/**
 * The smallest policy that lets a function read what its code reaches.
 * @throws ProjectError `REACH_OPEN` when that cannot be told from its code, `FUNCTION_NOT_FOUND`
 */
export async function functionPolicy(name: string, context: TaskContext): Promise<FunctionPolicy> {
  const { functionOf, policyFor, reachOf } = await import('@sallyport/project')
  const found = functionOf(await context.project(), name)
  const [reach] = await reachOf([found])
  if (reach === undefined) throw new Error(`reachOf gave nothing for function ${found.name}`)
  const { partition, region, accountId } = await context.account.describe()
  const stage = await context.stage(found.stage)
  return { function: found, stage, reach, policy: policyFor(reach, { partition, region, accountId, stage }) }
}
