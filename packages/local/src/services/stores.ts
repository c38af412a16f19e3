import { RoleSessions } from '../identity/role-sessions.ts'
import { ManagedPolicies } from './iam/managed-policies/managed-policies.ts'
import { Roles } from './iam/roles.ts'
import { KmsKeys } from './kms/kms-keys.ts'
import { FunctionUrls } from './lambda/function-url/function-urls.ts'
import { Functions } from './lambda/functions.ts'
import { Parameters } from './parameter-store/parameters.ts'
import { Secrets } from './secrets-manager/secrets.ts'
import type { StoreContext } from './store-context.ts'

/** What an account has in a region: a line a store, and every operation sees it as `account.NAME`. */
export function storesOf(context: StoreContext) {
  const kms = new KmsKeys(context)
  const managedPolicies = new ManagedPolicies(context)
  const roles = new Roles(context, managedPolicies)
  const sessions = new RoleSessions({ ...context, roles })
  return {
    kms,
    managedPolicies,
    roles,
    sessions,
    functions: new Functions(context, { kms, roles, sessions }),
    functionUrls: new FunctionUrls(context),
    parameters: new Parameters(context, kms),
    secrets: new Secrets(context, kms),
    trail: context.trail,
    users: context.users,
  }
}

export type Stores = ReturnType<typeof storesOf>
