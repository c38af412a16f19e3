import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { policyArn } from './managed-policies/policy-shapes.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

/** Managed policies of one role. Source: IAM User Guide, "IAM and AWS STS quotas" (10 unless raised). */
const mostAttached = 10

export const attachRolePolicy = operation({
  name: 'AttachRolePolicy',
  changes: true,
  input: { RoleName: roleName(), PolicyArn: policyArn() },
  permissions: ({ RoleName, PolicyArn }, { roles }) => [
    { action: 'iam:AttachRolePolicy', resource: roles.arnOf(RoleName), context: { 'iam:PolicyARN': PolicyArn } },
  ],
  run({ RoleName, PolicyArn }, { roles, managedPolicies }) {
    const role = existingRole(RoleName, roles)
    const { arn } = managedPolicies.findAttachable(PolicyArn)
    const { attachedPolicies = [] } = role
    if (attachedPolicies.includes(arn)) return {} // to attach again changes nothing
    if (attachedPolicies.length >= mostAttached) {
      throw awsError('LimitExceeded', `Cannot exceed quota for PoliciesPerRole: ${mostAttached}`, { status: 409 })
    }
    roles.save({ ...role, attachedPolicies: [...attachedPolicies, arn] })
    return {}
  },
})
