import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import type { FunctionPolicy } from './function-policy.ts'
import { grantedName } from './granted-name.ts'
import { type PolicyOnRole, policyOnRole } from './policy-on-role.ts'

/** Makes the role's inline policy for the function this one, after the difference was shown. */
export async function applyPolicy(granted: FunctionPolicy, context: TaskContext): Promise<'changed' | 'unchanged'> {
  refuseEmpty(granted)
  return putOnRole(granted, await policyOnRole(granted, context), context)
}

/** @param onRole how the role's policy differs from what it should be */
export async function putOnRole(granted: FunctionPolicy, onRole: PolicyOnRole, context: TaskContext): Promise<'changed' | 'unchanged'> {
  refuseEmpty(granted)
  const {
    function: { role },
    policyName,
    stage,
    reach,
  } = granted
  if (onRole.isSame) return 'unchanged'
  await context.approve({
    what: `put the policy ${policyName} on role ${role}`,
    names: reach.secrets.map((each) => grantedName(each, stage)),
    difference: onRole.difference,
    stage,
  })
  const iam = await context.account.iam()
  await iam.putRolePolicy({ RoleName: role, PolicyName: policyName, PolicyDocument: JSON.stringify(onRole.policy) })
  return 'changed'
}

function refuseEmpty({ function: { name, role }, policy, policyName }: FunctionPolicy): void {
  if (policy.Statement.length > 0) return
  throw new TaskError('WRONG_USE', {
    message: `function ${name} reads no secret, and a policy without a statement is none: remove the policy ${policyName} of role ${role} if it has one`,
  })
}
