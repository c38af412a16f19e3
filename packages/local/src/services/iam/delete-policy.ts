import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { onPolicy } from './managed-policies/on-policy.ts'
import { policyArn } from './managed-policies/policy-shapes.ts'

export const deletePolicy = operation({
  name: 'DeletePolicy',
  changes: true,
  input: { PolicyArn: policyArn() },
  permissions: ({ PolicyArn }) => [onPolicy('iam:DeletePolicy', PolicyArn)],
  run({ PolicyArn }, { managedPolicies, roles, caller }) {
    const policy = managedPolicies.find(PolicyArn)
    if (managedPolicies.isAws(policy)) {
      // nobody but AWS has a right on them. Source: IAM User Guide, "Managed policies and inline policies", AWS managed policies
      const message = `User: ${caller.arn} is not authorized to perform: iam:DeletePolicy on resource: policy ${policy.arn}`
      throw awsError('AccessDeniedException', message)
    }
    if (roles.attachmentsByPolicy().has(policy.arn)) {
      throw awsError('DeleteConflict', 'Cannot delete a policy attached to entities.', { status: 409 })
    }
    managedPolicies.remove(policy)
    return {}
  },
})
