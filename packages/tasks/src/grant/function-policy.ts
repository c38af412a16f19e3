import type { PolicyDocument } from '@sallyport/iam'
import type { ProjectFunction, Reach } from '@sallyport/project'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'

export interface FunctionPolicy {
  readonly function: ProjectFunction
  readonly stage: string | undefined
  readonly reach: Reach
  readonly policy: PolicyDocument
}

/**
 * The smallest policy that lets a function read what its code reaches.
 * @throws ProjectError `REACH_OPEN` when that cannot be told from its code; TaskError `BUILD_FAILED`
 */
export async function functionPolicy(found: ProjectFunction, context: TaskContext): Promise<FunctionPolicy> {
  const { policyFor, reachOf } = await import('@sallyport/project')
  const [reach] = await reachOf([found])
  if (reach === undefined) throw new Error(`reachOf gave nothing for function ${found.name}`)
  refuseBroken(reach)
  const { partition, region, accountId } = await context.account.describe()
  const stage = await context.stage(found.stage)
  return { function: found, stage, reach, policy: policyFor(reach, { partition, region, accountId, stage }) }
}

/** What does not build has no known reach either, but the advice to name its secrets would not mend it. */
function refuseBroken({ open }: Reach): void {
  const broken = open.find(({ reason }) => reason.startsWith('does not build'))
  if (broken === undefined) return
  const { file, line, reason } = broken
  throw new TaskError('BUILD_FAILED', { message: `${line === undefined ? file : `${file}:${line}`} ${reason}: correct it` })
}
