import type { SessionTokens } from '../identity/session-tokens.ts'
import type { Users } from '../identity/users.ts'
import type { ServerLife } from '../server/server-life.ts'
import type { Store } from '../store/store.ts'
import type { ValueCache } from '../store/value-cache.ts'
import type { Trail } from '../trail/trail.ts'
import type { FunctionUrlOwners } from './lambda/function-url/function-url-owners.ts'

/** What a service's store is made of: whose it is, and what of the server it may use. */
export interface StoreContext {
  readonly accountId: string
  readonly region: string
  readonly partition: string
  readonly store: Store
  readonly rootKey: Uint8Array
  readonly values: ValueCache
  readonly users: Users
  readonly tokens: SessionTokens
  readonly trail: Trail
  readonly functionUrlOwners: FunctionUrlOwners
  readonly server: ServerLife
  /** The test clock. */
  now(): Date
}
