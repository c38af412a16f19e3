import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { checkedPolicy, policyCharacters } from './policy-refusal.ts'
import { existingRole } from './role-answer.ts'
import { policyDocument, policyName, roleName } from './role-shapes.ts'

/** Characters of a role's inline policies together. Source: IAM User Guide, "IAM and AWS STS quotas". */
const mostInlineCharacters = 10_240

export const putRolePolicy = operation({
  name: 'PutRolePolicy',
  changes: true,
  input: { RoleName: roleName(), PolicyName: policyName(), PolicyDocument: policyDocument() },
  permissions: ({ RoleName }, { roles }) => [{ action: 'iam:PutRolePolicy', resource: roles.arnOf(RoleName) }],
  run({ RoleName, PolicyName, PolicyDocument }, { roles }) {
    const role = existingRole(RoleName, roles)
    checkedPolicy(PolicyDocument, 'identity')
    const others = role.inlinePolicies.filter(([name]) => name !== PolicyName)
    const inlinePolicies = [...others, [PolicyName, PolicyDocument] as const]
    const characters = inlinePolicies.reduce((sum, [, document]) => sum + policyCharacters(document), 0)
    if (characters > mostInlineCharacters) {
      const message = `Maximum policy size of ${mostInlineCharacters} bytes exceeded for role ${role.name}`
      throw awsError('LimitExceeded', message, { status: 409 })
    }
    roles.save({ ...role, inlinePolicies })
    return {}
  },
})
