import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { filledIn } from '../stage.ts'
import { TaskError } from '../task-error.ts'
import type { FunctionPolicy } from './function-policy.ts'
import { difference } from './policy-difference.ts'
import { policyName, rolePolicy } from './role-policy.ts'

/** Makes the role's inline policy `sallyport` this one, after the difference was shown. */
export async function applyPolicy(
  { function: { name, role }, stage, policy, reach }: FunctionPolicy,
  context: TaskContext,
): Promise<'changed' | 'unchanged'> {
  if (policy.Statement.length === 0) {
    throw new TaskError('WRONG_USE', {
      message: `function ${name} reads no secret, and a policy without a statement is none: remove the policy ${policyName} of role ${role} if it has one`,
    })
  }
  const found = await rolePolicy(role, context.account).catch((error) => {
    if (!isNamed(error, 'NoSuchEntity')) throw error
    const next =
      context.account.target === 'local'
        ? `run "sallyport invoke ${name} --local", which makes it`
        : 'create it, or name the right one in the configuration'
    throw new TaskError('NOT_FOUND', { message: `role ${role} of function ${name} does not exist: ${next}`, cause: error })
  })
  const { formatPolicy } = await import('@sallyport/iam')
  const before = found === undefined ? '' : typeof found === 'string' ? found : formatPolicy(found)
  const after = formatPolicy(policy)
  if (before === after) return 'unchanged'
  await context.approve({
    what: `put the policy ${policyName} on role ${role}`,
    names: reach.secrets.map(({ place }) => filledIn(place.name, stage)),
    difference: difference(before, after),
    stage,
  })
  const iam = await context.account.iam()
  await iam.putRolePolicy({ RoleName: role, PolicyName: policyName, PolicyDocument: JSON.stringify(policy) })
  return 'changed'
}
