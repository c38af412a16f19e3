import type { Principal } from '../policy-document/policy-document.ts'

/** Who asks: an identity of an account, a service of AWS, or somebody who did not sign. */
export type Requester = Identity | AwsService | 'anonymous'

export interface Identity {
  /** Of a user, a role, or a role session (`arn:aws:sts::111122223333:assumed-role/Role/session`). */
  readonly arn: string
  readonly accountId: string
}

export interface AwsService {
  /** As in `lambda.amazonaws.com`. */
  readonly service: string
}

/**
 * How a principal element reaches somebody: by name, through the account, or as anyone.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal"; `"*"` and `{ "AWS": "*" }` are equivalent.
 */
export type NamedAs = 'principal' | 'account' | 'anyone'

export function namedBy(principal: Principal, requester: Requester): NamedAs | undefined {
  if (principal === '*' || principal.AWS?.includes('*')) return 'anyone'
  if (requester === 'anonymous') return undefined
  if ('service' in requester) return principal.Service?.includes(requester.service) ? 'principal' : undefined
  const names = principal.AWS ?? []
  if (names.some((name) => isNameOf(name, requester.arn))) return 'principal'
  return names.some((name) => isAccountOf(name, requester.accountId)) ? 'account' : undefined
}

/**
 * A session is named by its own ARN and by its role's. The session's ARN has lost the role's path, but a role's name is unique
 * in its account whatever the path (IAM User Guide, "IAM identifiers"), so account and name are enough.
 */
function isNameOf(name: string, arn: string): boolean {
  if (name === arn) return true
  const [, session, accountId, roleName] = /^arn:[^:]+:(sts)::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/.exec(arn) ?? []
  if (session === undefined) return false
  const role = /^arn:[^:]+:iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(name)
  return role?.[1] === accountId && role?.[2] === roleName
}

function isAccountOf(name: string, accountId: string): boolean {
  return name === accountId || (name.startsWith('arn:') && name.endsWith(`:iam::${accountId}:root`))
}
