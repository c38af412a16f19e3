import { operation } from '../../operation.ts'
import { inlinePolicy } from './inline-policy.ts'
import { existingRole } from './role-answer.ts'
import { policyName, roleName } from './role-shapes.ts'

export const deleteRolePolicy = operation({
  name: 'DeleteRolePolicy',
  changes: true,
  input: { RoleName: roleName(), PolicyName: policyName() },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:DeleteRolePolicy', resource: roles.arnOf(RoleName) }],
  run({ RoleName, PolicyName }, { roles }) {
    const role = existingRole(RoleName, roles)
    inlinePolicy(role, PolicyName)
    roles.save({ ...role, inlinePolicies: role.inlinePolicies.filter(([name]) => name !== PolicyName) })
    return {}
  },
})
