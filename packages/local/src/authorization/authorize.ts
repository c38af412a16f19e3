import { type CompiledPolicy, compilePolicy, type Decision, evaluate, parsePolicy, type RequestContext } from '@sallyport/iam'
import type { Account } from '../account.ts'
import { awsError } from '../aws-error.ts'
import { type Denial, denialMessage } from './denial-message.ts'
import type { Permission } from './permission.ts'

/** @throws AwsError `AccessDeniedException` for the first permission the caller does not have */
export function authorize(permissions: readonly Permission[], account: Account, context: RequestContext): void {
  const policies = policiesOf(account)
  for (const permission of permissions) {
    const denial = denialOf(permission, policies, context)
    if (denial !== undefined) throw awsError('AccessDeniedException', denialMessage(account.caller.arn, permission, denial))
  }
}

/**
 * An explicit deny ends it; then the identity's own policies must allow. The resource's policy, where it is given, must allow too, and is
 * enough when it names the caller and not only its account.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
export function denialOf(permission: Permission, policies: readonly CompiledPolicy[], globals: RequestContext): Denial | undefined {
  const { action, resource, resourcePolicy } = permission
  const context = permission.context === undefined ? globals : { ...globals, ...permission.context }
  const own = evaluate(policies, { action, resource, context })
  if (isExplicitDeny(own)) return { isExplicit: true, by: 'identity-based policy' }
  if (resourcePolicy === undefined) return own.allowed ? undefined : { isExplicit: false, by: 'identity-based policy' }
  if (resourcePolicy === 'none') return { isExplicit: false, by: 'resource-based policy' }
  if (!resourcePolicy.allowed) return { isExplicit: isExplicitDeny(resourcePolicy), by: 'resource-based policy' }
  const onlyDelegates = resourcePolicy.namedAs === 'account'
  return own.allowed || !onlyDelegates ? undefined : { isExplicit: false, by: 'identity-based policy' }
}

function isExplicitDeny(decision: Decision): boolean {
  return !decision.allowed && decision.reason === 'explicitDeny'
}

function policiesOf({ caller, roles }: Account): readonly CompiledPolicy[] {
  if (caller.type === 'IAMUser') return administratorPolicies
  const role = roles.find(caller.roleName)
  return role === undefined ? [] : roles.policiesOf(role)
}

/** What AWS's own AdministratorAccess allows; the only user there is has it. */
const administratorPolicies = [
  compilePolicy(
    'AdministratorAccess',
    parsePolicy({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
  ),
]
