import type { Account } from '../account/account.ts'
import { namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { tellingDeletion } from './pending-deletion.ts'
import { services } from './services.ts'

/** Which version is read: by its id, or by its stage (a parameter's by number or label). Default: the current one. */
export interface VersionChoice {
  readonly versionId?: string | undefined
  readonly versionStage?: string | undefined
}

/** A value as it is stored. */
export interface StoredSecret {
  readonly arn: string
  readonly name: string
  readonly bytes: Uint8Array
  /** Whether it is `SecretBinary`. */
  readonly isBinary: boolean
  readonly version: string
  readonly stages: readonly string[]
  readonly storedAt: Date | undefined
  /** `secret`, `SecureString`, `String`, `StringList`. */
  readonly type: string
}

/**
 * Reads a value.
 * @throws TaskError `NOT_FOUND`, `PENDING_DELETION`; AWS's own errors
 */
export async function storedValue(place: RequestedPlace, choice: VersionChoice, account: Account): Promise<StoredSecret> {
  const called = calledWith(place, choice)
  return services[place.service]
    .value(place.id, choice, account)
    .catch(namingMissing({ ...place, called }, { account }))
    .catch(tellingDeletion(place, account))
}

function calledWith({ called }: RequestedPlace, { versionId, versionStage }: VersionChoice): string {
  const version = versionId ?? versionStage
  return version === undefined ? called : `version ${version} of ${called}`
}
