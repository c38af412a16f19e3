import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

export const deleteRole = operation({
  name: 'DeleteRole',
  changes: true,
  input: { RoleName: roleName() },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:DeleteRole', resource: roles.arnOf(RoleName) }],
  run({ RoleName }, { roles }) {
    const role = existingRole(RoleName, roles)
    if ((role.attachedPolicies ?? []).length > 0) {
      throw awsError('DeleteConflict', 'Cannot delete entity, must detach all policies first.', { status: 409 })
    }
    if (role.inlinePolicies.length > 0) {
      throw awsError('DeleteConflict', 'Cannot delete entity, must delete policies first.', { status: 409 })
    }
    roles.remove(role.name)
    return {}
  },
})
