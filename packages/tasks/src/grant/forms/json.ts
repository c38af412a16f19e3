import type { PolicyForm } from './policy-form.ts'

/** The document as IAM takes it. */
export const json: PolicyForm = {
  isOfAccount: true,
  text: ({ policy }) => (policy.Statement.length === 0 ? '' : `${JSON.stringify(policy, undefined, 2)}\n`), // a policy without a statement is none
  use: ({ role }) => `put it on role ${role}`,
}
