import { ownAccount } from '../../template-policy/own-account.ts'
import { parametersIn, withReferences } from '../../template-policy/parameter-reference.ts'
import type { PolicyForm } from './policy-form.ts'

/** An entry of `Policies` of a function of AWS SAM. */
export const sam: PolicyForm = {
  isOfAccount: false,
  async text({ policy }) {
    const { policyAsSam } = await import('@sallyport/project')
    if (policy.Statement.length === 0) return '' // a policy without a statement is none
    const text = policyAsSam(policy, { account: ownAccount })
    return withReferences(text, parametersIn(text))
  },
  use: ({ name, template }) => `it belongs into the properties of ${template?.logicalId ?? `function ${name}`} in the template`,
}
