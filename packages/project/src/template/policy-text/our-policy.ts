import type { Statement } from '@sallyport/iam'

/** The inline policy that is ours, on a role that one function has: other policies of the role are not touched. */
export const policyName = 'sallyport'

/**
 * What our statements' ids begin with where a policy has no name of ours, in a SAM function's `Policies` and in what the CDK construct
 * writes: by it a later run finds them.
 * Source: IAM User Guide, "IAM JSON policy elements: Sid" (letters and digits; unique in a policy).
 */
const sidPrefix = 'Sallyport'

/** A function as far as it tells which policy of its role is ours. */
export interface PolicyOwner {
  readonly logicalId: string
  /** Several functions of the template have the role: they must not overwrite each other's policy. */
  readonly isRoleShared: boolean
}

/** A policy as far as it tells whose it is. */
export interface NamedPolicy {
  readonly name: string | undefined
  readonly sids: readonly (string | undefined)[]
}

/** What our policy for a function is called on a role that the template makes. */
export function policyNameFor({ logicalId, isRoleShared }: PolicyOwner): string {
  return isRoleShared ? functionPolicyName(logicalId) : policyName
}

/**
 * What it is called on a role that several functions have. Of a name that is too long the end tells them apart, where CDK has its hash.
 * Source: IAM API Reference, "PutRolePolicy" (PolicyName: 1 to 128 characters).
 */
export function functionPolicyName(name: string): string {
  return `${policyName}-${name.slice(-(128 - policyName.length - 1))}`
}

/** Whether a policy in a role's `Policies` is ours for this function. */
export function isOurRolePolicy({ name }: Pick<NamedPolicy, 'name'>, owner: PolicyOwner): boolean {
  return name === policyNameFor(owner)
}

/** Whether a policy in a SAM function's own `Policies` is ours. */
export function isOurSamPolicy({ sids }: Pick<NamedPolicy, 'sids'>): boolean {
  return sids.length > 0 && sids.every((sid) => sid?.startsWith(sidPrefix) === true)
}

/** The same of a resource that is attached to a role; CDK names it, and on a shared role its statements do not tell whose it is. */
export function isOurAttachedPolicy(policy: NamedPolicy, owner: PolicyOwner): boolean {
  return isOurRolePolicy(policy, owner) || (!owner.isRoleShared && isOurSamPolicy(policy))
}

export function ourSid(statement: Statement, index: number): string {
  return `${sidPrefix}${plainSid(statement, index)}`
}

export function plainSid({ Sid }: Statement, index: number): string {
  return Sid ?? `Statement${index + 1}`
}

/** A statement of ours with the id that it has in a policy of our name. */
export function withPlainSid<Written extends { readonly Sid?: string }>(statement: Written): Written {
  const { Sid } = statement
  return Sid?.startsWith(sidPrefix) ? { ...statement, Sid: Sid.slice(sidPrefix.length) } : statement
}
