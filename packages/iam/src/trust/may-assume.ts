import type { RequestContext } from '../evaluation/policy-request.ts'
import type { PolicyDocument } from '../policy-document/policy-document.ts'
import type { AwsService, Identity } from './requester.ts'
import { decideByPrincipal, type ResourcePolicyDecision } from './resource-policy.ts'

export interface AssumeRoleRequest {
  readonly action: 'sts:AssumeRole'
  readonly principal: Identity | AwsService
  readonly context: RequestContext
}

/**
 * Decides by a role's trust policy who may take it on. It is half of the answer for an identity: its own policies may deny;
 * they must allow `sts:AssumeRole` on the role when the trust policy named only the account (`namedAs: 'account'`), and always
 * when identity and role are of two accounts.
 * Source: IAM User Guide, "Policy evaluation logic" and "Cross-account policy evaluation logic".
 * @example
 * mayAssume(trust, { action: 'sts:AssumeRole', principal: { service: 'lambda.amazonaws.com' }, context: {} }).allowed
 */
export function mayAssume(trust: PolicyDocument, request: AssumeRoleRequest): ResourcePolicyDecision {
  return decideByPrincipal(trust, 'trust policy', { action: request.action, principal: request.principal, context: request.context })
}
