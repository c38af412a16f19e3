import type { ProjectFunction } from '@sallyport/project'
import { ownAccount } from '../../template-policy/own-account.ts'
import { parametersIn, withReferences } from '../../template-policy/parameter-reference.ts'
import type { PolicyForm } from './policy-form.ts'

/** A resource that attaches the policy to the template's role, or an entry of a role's `Policies` where that role is not known. */
export const cloudformation: PolicyForm = {
  isOfAccount: false,
  async text({ policy, function: granted, policyName }) {
    const { policyAsCloudFormation } = await import('@sallyport/project')
    if (policy.Statement.length === 0) return '' // a policy without a statement is none
    const text = policyAsCloudFormation(policy, { account: ownAccount, role: roleIn(granted), name: policyName })
    return withReferences(text, parametersIn(text))
  },
  use: (granted) =>
    roleIn(granted) === undefined
      ? 'it belongs into the properties of the AWS::IAM::Role in the template'
      : 'it belongs among the Resources of the template',
}

function roleIn({ template }: ProjectFunction): string | undefined {
  return template?.role.kind === 'resource' || template?.role.kind === 'generated' ? template.role.logicalId : undefined
}
