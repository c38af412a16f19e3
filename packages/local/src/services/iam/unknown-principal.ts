import type { PolicyDocument } from '@sallyport/iam'
import type { Account } from '../../account.ts'

type Identities = Pick<Account, 'id' | 'roles' | 'users'>

/**
 * The first role or user of this account that a policy names and that does not exist; those of other accounts cannot be known.
 * Source: IAM User Guide, "AWS JSON policy elements: Principal": IAM makes the principal's unique id of its ARN when the policy is saved.
 */
export function unknownPrincipal(policy: PolicyDocument, account: Identities): string | undefined {
  const named = policy.Statement.flatMap(({ Principal }) => (typeof Principal === 'object' ? (Principal.AWS ?? []) : []))
  return named.find((arn) => !mayExist(arn, account))
}

function mayExist(arn: string, { id, roles, users }: Identities): boolean {
  const [, accountId, kind, name = ''] = /^arn:[^:]+:iam::(\d{12}):(role|user)\/(?:.*\/)?([^/]+)$/.exec(arn) ?? []
  if (accountId !== id) return true
  return kind === 'role' ? roles.find(name)?.arn === arn : users.has(arn)
}
