import { type CompiledPolicy, compilePolicy, evaluate, parsePolicy, type RequestContext } from '@sallyport/iam'
import type { Account } from '../account.ts'
import { awsError } from '../aws-error.ts'
import type { Permission } from '../operation.ts'
import { type Denial, denialMessage } from './denial-message.ts'

/** @throws AwsError `AccessDeniedException` for the first permission the caller does not have */
export function authorize(permissions: readonly Permission[], account: Account, context: RequestContext): void {
  const policies = policiesOf(account)
  for (const permission of permissions) {
    const denial = denialOf(permission, policies, context)
    if (denial !== undefined) throw awsError('AccessDeniedException', denialMessage(account.caller.arn, permission, denial))
  }
}

/**
 * An explicit deny ends it; then the identity's own policies must allow. A role's trust policy must allow too, and is enough
 * when it names the caller and not only its account.
 * Source: IAM User Guide, "Policy evaluation logic".
 */
function denialOf(permission: Permission, policies: readonly CompiledPolicy[], globals: RequestContext): Denial | undefined {
  const { action, resource, trust } = permission
  const context = permission.context === undefined ? globals : { ...globals, ...permission.context }
  const own = evaluate(policies, { action, resource, context })
  const isExplicit = !own.allowed && own.reason === 'explicitDeny'
  if (trust === undefined) return own.allowed ? undefined : { isExplicit, by: 'identity-based policy' }
  const isTrusted = trust !== 'none' && trust.allowed && (own.allowed || trust.namedAs !== 'account')
  return isTrusted && !isExplicit ? undefined : { isExplicit, by: 'trust policy' }
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
