import { operation } from '../../operation.ts'
import { percentEncoded } from '../../wire/percent-encoded.ts'
import { inlinePolicy } from './inline-policy.ts'
import { existingRole } from './role-answer.ts'
import { policyName, roleName } from './role-shapes.ts'

export const getRolePolicy = operation({
  name: 'GetRolePolicy',
  input: { RoleName: roleName(), PolicyName: policyName() },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:GetRolePolicy', resource: roles.arnOf(RoleName) }],
  run({ RoleName, PolicyName }, { roles }) {
    const role = existingRole(RoleName, roles)
    return { RoleName: role.name, PolicyName, PolicyDocument: percentEncoded(inlinePolicy(role, PolicyName)) }
  },
})
