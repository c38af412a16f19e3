/**
 * A policy document with every string-or-list element as a list; its elements are spelled as AWS spells them.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export interface PolicyDocument {
  /** Absent is read as `2008-10-17`. */
  readonly Version?: PolicyVersion
  readonly Id?: string
  readonly Statement: readonly Statement[]
}

/** Which policy a document is: attached to an identity, a role's trust policy, or attached to a resource. */
export type PolicyKind = 'identity' | 'trust' | 'resource'

export type PolicyVersion = '2012-10-17' | '2008-10-17'

export interface Statement {
  readonly Sid?: string
  readonly Effect: 'Allow' | 'Deny'
  readonly Principal?: Principal
  readonly Action?: readonly string[]
  readonly NotAction?: readonly string[]
  readonly Resource?: readonly string[]
  readonly NotResource?: readonly string[]
  readonly Condition?: Condition
}

export type Principal = '*' | PrincipalByType

export type PrincipalType = 'AWS' | 'Service' | 'Federated'

export type PrincipalByType = { readonly [Type in PrincipalType]?: readonly string[] }

/** Values by condition key, by operator. */
export type Condition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
