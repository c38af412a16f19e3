import { compileStatements } from '../evaluation/compile-policy.ts'
import type { Allowed, ExplicitDeny, ImplicitDeny } from '../evaluation/decision.ts'
import { askedBy, isAbout } from '../evaluation/evaluate.ts'
import type { RequestContext } from '../evaluation/policy-request.ts'
import type { PolicyDocument, Principal } from '../policy-document/policy-document.ts'
import { type NamedAs, namedBy, type Requester } from './requester.ts'

export type ResourcePolicyDecision = (Allowed & { readonly namedAs: NamedAs }) | ExplicitDeny | ImplicitDeny

export interface ResourcePolicyRequest {
  readonly principal: Requester
  readonly action: string
  readonly resource: string
  readonly context: RequestContext
}

/**
 * Decides a request by the policy of the resource alone.
 * Allowed with `namedAs: 'account'` only delegates: the identity's own policies must allow the request too.
 * Source: IAM User Guide, "AWS account principals".
 */
export function resourcePolicyAllows(policy: PolicyDocument, request: ResourcePolicyRequest): ResourcePolicyDecision {
  return decideByPrincipal(policy, 'resource policy', request)
}

/** @param request without a resource for a trust policy, whose statements name none */
export function decideByPrincipal(
  policy: PolicyDocument,
  policyName: string,
  request: Omit<ResourcePolicyRequest, 'resource'> & { readonly resource?: string },
): ResourcePolicyDecision {
  const asked = askedBy(request)
  let allowed: (Allowed & { readonly namedAs: NamedAs }) | undefined
  for (const statement of compileStatements(policyName, policy)) {
    const namedAs = statement.principal && namedBy(statement.principal, request.principal)
    if (namedAs === undefined || !isAbout(statement, asked)) continue
    if (!statement.allows) return { allowed: false, reason: 'explicitDeny', by: statement.ref }
    // A statement that names the principal grants by itself, one that names its account does not: the stronger one is told.
    if (allowed === undefined || (allowed.namedAs === 'account' && namedAs !== 'account'))
      allowed = { allowed: true, by: statement.ref, namedAs }
  }
  if (allowed !== undefined) return allowed
  const { principal, action, resource } = request
  return {
    allowed: false,
    reason: 'implicitDeny',
    missing: {
      Effect: 'Allow',
      Principal: principalOf(principal),
      Action: [action],
      ...(resource !== undefined && { Resource: [resource] }),
    },
  }
}

function principalOf(requester: Requester): Principal {
  if (requester === 'anonymous') return '*'
  return 'service' in requester ? { Service: [requester.service] } : { AWS: [requester.arn] }
}
