import { text } from '../../../shapes/scalars.ts'

/** Source: IAM API Reference, "GetPolicy", `PolicyArn`. */
export const policyArn = () => text({ min: 20, max: 2048 })

/** Source: IAM API Reference, "CreatePolicy", `Path`; "ListPolicies", `PathPrefix`. */
export const policyPath = () => text({ min: 1, max: 512, pattern: /^(?:\/[A-Za-z0-9.,+@=_-]+)*\/$/ })
