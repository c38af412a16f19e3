import * as v from 'valibot'
import type { Denial, PolicyKind } from '../account/denial.ts'
import type { MissingStatement } from '../task-error.ts'
import type { Identity } from './identity.ts'

export const explainedStatement = v.object({
  Effect: v.literal('Allow'),
  /** Of a policy that does not belong to an identity: who is allowed. */
  Principal: v.optional(v.object({ AWS: v.string() })),
  Action: v.string(),
  /** Absent in a role's trust policy, which takes none. */
  Resource: v.optional(v.string()),
})

/** Source: IAM User Guide, "AWS JSON policy elements: Principal" (identity-based policies, boundaries and the organization's take none). */
const withPrincipal: ReadonlySet<PolicyKind> = new Set(['resource-based policy', 'role trust policy', 'VPC endpoint policy'])

/**
 * The statement as the policy takes it that has to allow.
 * Source: IAM User Guide, "AWS JSON policy elements: Resource"; KMS Developer Guide, "Key policies" and Secrets Manager User Guide,
 * "Resource-based policies" (the resource is what the policy is attached to, written as `*`).
 */
export function statementFor(
  { action, policy }: Pick<Denial, 'action' | 'policy'>,
  identity: Identity,
  missing: MissingStatement,
): v.InferOutput<typeof explainedStatement> {
  if (policy === undefined || !withPrincipal.has(policy)) return missing
  const allowed = { Effect: missing.Effect, Principal: { AWS: principalOf(identity) }, Action: missing.Action }
  if (policy === 'role trust policy') return allowed
  const isOnItself = policy === 'resource-based policy' && /^(?:secretsmanager|kms):/.test(action)
  return { ...allowed, Resource: isOnItself ? '*' : missing.Resource }
}

/** The role rather than one of its sessions, whose names change. A role's path is not in a session's ARN. */
function principalOf({ arn, partition, accountId, role, session }: Identity): string {
  return session === undefined ? arn : `arn:${partition}:iam::${accountId}:role/${role}`
}
