import { operation } from '../../operation.ts'
import { optional } from '../../shapes/shape.ts'
import { policyPath } from './managed-policies/policy-shapes.ts'
import { pageInput, pageOf } from './page.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

export const listAttachedRolePolicies = operation({
  name: 'ListAttachedRolePolicies',
  input: { RoleName: roleName(), PathPrefix: optional(policyPath()), ...pageInput },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:ListAttachedRolePolicies', resource: roles.arnOf(RoleName) }],
  run({ RoleName, PathPrefix = '/', ...asked }, { roles }) {
    const attached = roles.attachedTo(existingRole(RoleName, roles)).filter(({ path }) => path.startsWith(PathPrefix))
    const { page, end } = pageOf(attached, ({ arn }) => arn, asked)
    return { AttachedPolicies: page.map(({ name, arn }) => ({ PolicyName: name, PolicyArn: arn })), ...end }
  },
})
