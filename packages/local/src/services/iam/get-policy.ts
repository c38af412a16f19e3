import { operation } from '../../operation.ts'
import { onPolicy } from './managed-policies/on-policy.ts'
import { policyAnswer } from './managed-policies/policy-answer.ts'
import { policyArn } from './managed-policies/policy-shapes.ts'

export const getPolicy = operation({
  name: 'GetPolicy',
  input: { PolicyArn: policyArn() },
  permissions: ({ PolicyArn }) => [onPolicy('iam:GetPolicy', PolicyArn)],
  run({ PolicyArn }, { managedPolicies, roles }) {
    const policy = managedPolicies.find(PolicyArn)
    return { Policy: policyAnswer(policy, roles.attachmentsByPolicy().get(policy.arn) ?? 0) }
  },
})
