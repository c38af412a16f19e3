import { operation } from '../../operation.ts'
import { pageInput, pageOf } from './page.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

export const listRolePolicies = operation({
  name: 'ListRolePolicies',
  input: { RoleName: roleName(), ...pageInput },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:ListRolePolicies', resource: roles.arnOf(RoleName) }],
  run({ RoleName, ...asked }, { roles }) {
    const names = existingRole(RoleName, roles).inlinePolicies.map(([name]) => name)
    const { page, end } = pageOf(names, (name) => name, asked)
    return { PolicyNames: page, ...end }
  },
})
