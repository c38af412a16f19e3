import { operation } from '../../operation.ts'
import { existingRole, roleAnswer } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

export const getRole = operation({
  name: 'GetRole',
  input: { RoleName: roleName() },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:GetRole', resource: roles.arnOf(RoleName) }],
  run: ({ RoleName }, { roles }) => ({ Role: { ...roleAnswer(existingRole(RoleName, roles)), RoleLastUsed: {} } }),
})
