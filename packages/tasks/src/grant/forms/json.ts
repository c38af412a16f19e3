import type { PolicyForm } from './policy-form.ts'

/** The document as IAM takes it. */
export const json: PolicyForm = {
  isOfAccount: true,
  text: (policy) => `${JSON.stringify(policy, undefined, 2)}\n`,
  use: ({ role }) => `put it on role ${role}`,
}
