import * as v from 'valibot'
import type { Denial, PolicyKind } from '../account/denial.ts'
import type { MissingStatement } from '../task-error.ts'
import type { Identity } from './identity.ts'
import { permissionSetOf } from './kept-elsewhere.ts'

export const explainedStatement = v.object({
  Effect: v.literal('Allow'),
  /** Of a policy that does not belong to an identity: who is allowed. */
  Principal: v.optional(v.object({ AWS: v.string() })),
  Action: v.string(),
  /** Absent in a role's trust policy, which takes none. */
  Resource: v.optional(v.string()),
  /** Under which circumstances alone: operator, key, values. */
  Condition: v.optional(v.record(v.string(), v.record(v.string(), v.array(v.string())))),
})

type ExplainedStatement = v.InferOutput<typeof explainedStatement>

/** The statement whose absence was the reason, with what narrows it. */
export type LackedStatement = MissingStatement & Pick<ExplainedStatement, 'Condition'>

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
  missing: LackedStatement,
): ExplainedStatement {
  if (policy === undefined || !withPrincipal.has(policy)) return missing
  const { principal, pattern } = principalOf(identity)
  const allowed = { Effect: missing.Effect, Principal: { AWS: principal }, Action: missing.Action }
  const conditions = { ...missing.Condition, ...(pattern === undefined ? {} : { ArnLike: { 'aws:PrincipalArn': [pattern] } }) }
  const condition = Object.keys(conditions).length === 0 ? {} : { Condition: conditions }
  if (policy === 'role trust policy') return { ...allowed, ...condition }
  const isOnItself = policy === 'resource-based policy' && /^(?:secretsmanager|kms):/.test(action)
  return { ...allowed, Resource: isOnItself ? '*' : missing.Resource, ...condition }
}

/**
 * The role rather than one of its sessions, whose names change. A role's path is not in a session's ARN: one of IAM Identity Center has a
 * path with a region, and a name whose end changes; so its account is named, and a pattern for the role.
 * Source: IAM Identity Center User Guide, "Referencing permission sets in resource policies, Amazon EKS, and AWS KMS".
 */
function principalOf({ arn, partition, accountId, role = '', session }: Identity): { principal: string; pattern?: string } {
  const account = `arn:${partition}:iam::${accountId}`
  const set = permissionSetOf(role)
  if (set !== undefined) {
    return { principal: `${account}:root`, pattern: `${account}:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_${set}_*` }
  }
  return { principal: session === undefined ? arn : `${account}:role/${role}` }
}
