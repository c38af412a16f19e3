import type { Account } from '../account/account.ts'
import type { StoredSecret, VersionChoice } from './stored-value.ts'
import type { StoredVersion } from './versions.ts'

/** What is asked of a service that keeps values. `id` is what it is asked for: a name, or a secret's full ARN. */
export interface ServiceReads {
  /** The value of a version. */
  value(id: string, choice: VersionChoice, account: Account): Promise<StoredSecret>
  /** All versions in any order, those without a stage too. */
  versions(id: string, account: Account): Promise<StoredVersion[]>
  /** By its description alone, since reading a value to see whether it is there would be one more reader in the trail. */
  isStored(id: string, account: Account): Promise<boolean>
}
