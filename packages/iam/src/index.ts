export { type CompiledPolicy, compilePolicy } from './evaluation/compile-policy.ts'
export type { Allowed, Decision, ExplicitDeny, ImplicitDeny, StatementRef } from './evaluation/decision.ts'
export { evaluate } from './evaluation/evaluate.ts'
export type { PolicyRequest, RequestContext } from './evaluation/policy-request.ts'
export type { AccountOfPlace } from './least-privilege/account-of-place.ts'
export { batchReadStatement } from './least-privilege/batch-read.ts'
export {
  keyOwnerStatement,
  type OtherAccountDecrypt,
  type OtherAccountRead,
  secretOwnerStatement,
} from './least-privilege/other-account.ts'
export { type ParameterRead, parameterReadStatement } from './least-privilege/parameter-read.ts'
export { policyOf } from './least-privilege/policy-of.ts'
export { type SecretRead, secretReadStatement } from './least-privilege/secret-read.ts'
export { partitionOf } from './partition.ts'
export { formatPolicy } from './policy-document/format-policy.ts'
export { maxPolicyCharacters, parsePolicy } from './policy-document/parse-policy.ts'
export type { Condition, PolicyDocument, PolicyKind, PolicyVersion, Principal, Statement } from './policy-document/policy-document.ts'
export { PolicyError, type PolicyErrorCode, type PolicyPosition } from './policy-document/policy-error.ts'
export { type AssumeRoleRequest, mayAssume } from './trust/may-assume.ts'
export type { AwsService, Identity, NamedAs, Requester } from './trust/requester.ts'
export { type ResourcePolicyDecision, type ResourcePolicyRequest, resourcePolicyAllows } from './trust/resource-policy.ts'
