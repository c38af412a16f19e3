import type { RegionPart } from '../account.ts'
import { RoleSessions } from '../identity/role-sessions.ts'
import { Roles } from './iam/roles.ts'
import { KmsKeys } from './kms/kms-keys.ts'
import { FunctionUrls } from './lambda/function-url/function-urls.ts'
import { Functions } from './lambda/functions.ts'
import { Parameters } from './parameter-store/parameters.ts'
import { Secrets } from './secrets-manager/secrets.ts'

/** What an account has in a region: a line a store, and every operation sees it as `account.NAME`. */
export function storesOf(part: RegionPart) {
  const kms = new KmsKeys(part)
  const roles = new Roles(part)
  const sessions = new RoleSessions({ ...part, roles })
  return {
    kms,
    roles,
    sessions,
    functions: new Functions(part, { kms, roles, sessions }),
    functionUrls: new FunctionUrls(part),
    parameters: new Parameters(part, kms),
    secrets: new Secrets(part, kms),
    trail: part.trail,
  }
}

export type Stores = ReturnType<typeof storesOf>
