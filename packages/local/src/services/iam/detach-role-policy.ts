import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { policyArn } from './managed-policies/policy-shapes.ts'
import { existingRole } from './role-answer.ts'
import { roleName } from './role-shapes.ts'

export const detachRolePolicy = operation({
  name: 'DetachRolePolicy',
  changes: true,
  input: { RoleName: roleName(), PolicyArn: policyArn() },
  permissions: ({ RoleName, PolicyArn }, { roles }) => [
    { action: 'iam:DetachRolePolicy', resource: roles.arnOf(RoleName), context: { 'iam:PolicyARN': PolicyArn } },
  ],
  run({ RoleName, PolicyArn }, { roles, managedPolicies }) {
    const role = existingRole(RoleName, roles)
    const { arn } = managedPolicies.find(PolicyArn)
    const { attachedPolicies = [] } = role
    if (!attachedPolicies.includes(arn)) throw awsError('NoSuchEntity', `Policy ${arn} was not found.`, { status: 404 })
    roles.save({ ...role, attachedPolicies: attachedPolicies.filter((each) => each !== arn) })
    return {}
  },
})
