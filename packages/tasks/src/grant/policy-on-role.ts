import type { PolicyDocument } from '@sallyport/iam'
import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import type { FunctionPolicy } from './function-policy.ts'
import { keptStatements, withKept } from './kept-statements.ts'
import { difference } from './policy-difference.ts'
import { rolePolicy } from './role-policy.ts'

/** The policy a role should have, beside what it has now under our name. */
export interface PolicyOnRole {
  /** What the code reads, and what of the present policy must stay beside it. */
  readonly policy: PolicyDocument
  readonly kept: number
  readonly isSame: boolean
  readonly difference: readonly string[]
}

/**
 * Reads the role's policy and compares.
 * @throws TaskError `NOT_FOUND` when there is no such role
 */
export async function policyOnRole(granted: FunctionPolicy, context: TaskContext): Promise<PolicyOnRole> {
  const { function: found, policyName, otherReads, keys } = granted
  const present = await rolePolicy(found.role, policyName, context.account).catch((error) => {
    if (!isNamed(error, 'NoSuchEntity')) throw error
    throw new TaskError('NOT_FOUND', {
      message: `role ${found.role} of function ${found.name} does not exist: ${nextFor(granted, context)}`,
      cause: error,
    })
  })
  const { formatPolicy } = await import('@sallyport/iam')
  if (typeof present === 'string' && otherReads.some((each) => !each.granted)) {
    throw new TaskError('CONFLICT', {
      message: `the policy ${policyName} of role ${found.role} is not understood, and may be for what the code reads by names that are not known: put it under a name of its own`,
    })
  }
  const kept = typeof present === 'string' ? [] : await keptStatements(present, otherReads, keys.unknown)
  const policy = await withKept(granted.policy, kept)
  const before = present === undefined ? '' : typeof present === 'string' ? present : formatPolicy(present)
  const after = policy.Statement.length === 0 ? '' : formatPolicy(policy)
  const isSame = before === after
  return { policy, kept: kept.length, isSame, difference: isSame ? [] : difference(before, after) }
}

function nextFor({ function: { name, template } }: FunctionPolicy, { account }: TaskContext): string {
  if (account.target === 'local') return `run "sallyport invoke ${name} --local", which makes it`
  return template === undefined
    ? 'create it, or name the right one in the configuration'
    : 'deploy the template first, or name the right one with `role`'
}
