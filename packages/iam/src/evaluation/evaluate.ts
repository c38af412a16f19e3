import type { CompiledPolicy, CompiledStatement, PatternSet } from './compile-policy.ts'
import type { Decision, StatementRef } from './decision.ts'
import { matchesGlob } from './glob.ts'
import { type ContextReader, contextReader, type PolicyRequest } from './policy-request.ts'

/**
 * Decides a request by an identity's own policies: any Deny ends it, else any Allow, else nothing was allowed.
 * Source: IAM User Guide, "Policy evaluation logic".
 * @example
 * const decision = evaluate([compilePolicy('reads', parsePolicy(json))], { action: 'ssm:GetParameters', resource: arn, context: {} })
 * if (!decision.allowed && decision.reason === 'implicitDeny') console.log(decision.missing)
 */
export function evaluate(policies: readonly CompiledPolicy[], request: PolicyRequest): Decision {
  const asked = askedBy(request)
  let allowedBy: StatementRef | undefined
  for (const { statements } of policies)
    for (const statement of statements) {
      if (statement.allows && allowedBy !== undefined) continue
      if (!isAbout(statement, asked)) continue
      if (!statement.allows) return { allowed: false, reason: 'explicitDeny', by: statement.ref }
      allowedBy = statement.ref
    }
  if (allowedBy !== undefined) return { allowed: true, by: allowedBy }
  const { action, resource } = request
  return { allowed: false, reason: 'implicitDeny', missing: { Effect: 'Allow', Action: [action], Resource: [resource] } }
}

/** A request as statements are compared with it. */
export interface Asked {
  readonly action: string
  /** `undefined` only for a trust policy, whose statements name none. */
  readonly resource: string | undefined
  readonly valuesOf: ContextReader
}

export function askedBy({ action, resource, context }: Omit<PolicyRequest, 'resource'> & { readonly resource?: string }): Asked {
  return { action: action.toLowerCase(), resource, valuesOf: contextReader(context) }
}

/** Whether a statement's action, resource and conditions are those of the request; its principal is judged elsewhere. */
export function isAbout({ actions, resources, conditions }: CompiledStatement, { action, resource, valuesOf }: Asked): boolean {
  if (!covers(actions, action)) return false
  if (resources !== undefined && (resource === undefined || !covers(resources, resource))) return false
  return conditions.every(({ key, holds }) => holds(valuesOf(key)))
}

function covers({ globs, negated }: PatternSet, text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text)) !== negated
}
