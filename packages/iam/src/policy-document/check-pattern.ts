import type { PolicyKind } from './policy-document.ts'
import { PolicyError, type PolicyPosition, quoted } from './policy-error.ts'

/** Source: IAM User Guide, "IAM JSON policy elements: Action"; the service prefix takes no wildcard but a lone `*`. */
export function checkAction(action: string, at: PolicyPosition, kind: PolicyKind): void {
  if (action !== '*' && !/^(\*|[A-Za-z0-9.-]+):[A-Za-z0-9*?]+$/.test(action))
    throw new PolicyError('MALFORMED_POLICY', `has ${quoted(action)}, which is not "service:Operation" or "*"`, at)
  if (kind === 'trust' && action !== '*' && !action.toLowerCase().startsWith('sts:'))
    throw new PolicyError('MALFORMED_POLICY', `may only have STS AssumeRole actions, not ${quoted(action)}`, at)
}

/** Source: IAM User Guide, "IAM JSON policy elements: Resource"; a final `*` reaches over the colons that are not written. */
export function checkResource(resource: string, at: PolicyPosition): void {
  const isArn = resource.startsWith('arn:') && (resource.split(':').length >= 6 || resource.endsWith('*'))
  if (resource !== '*' && !isArn)
    throw new PolicyError('MALFORMED_POLICY', `has ${quoted(resource)}, which is not in ARN format or "*"`, at)
}
