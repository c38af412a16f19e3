import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'
import { isWithoutValue, namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { TaskError } from '../task-error.ts'
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
  return services[place.service]
    .value(place.id, choice, account)
    .catch(namingMissingVersion(place, choice, account))
    .catch(namingMissing(place, { account }))
    .catch(tellingDeletion(place, account))
}

/** Where the place is there and the version is not: another version may be meant, and not another place. */
function namingMissingVersion(place: RequestedPlace, { versionId, versionStage }: VersionChoice, account: Account) {
  const version = versionId ?? versionStage
  return (error: unknown): never => {
    if (version === undefined || !isVersionMissing(error)) throw error
    throw new TaskError('NOT_FOUND', {
      message: `version ${version} of ${place.called} does not exist: run "${typedCommand('history', place, account)}" to see those that do`,
      cause: error,
    })
  }
}

/** Secrets Manager answers the same code for a secret that is not there, and tells it in words. */
function isVersionMissing(error: unknown): boolean {
  if (isNamed(error, 'ParameterVersionNotFound')) return true
  return isNamed(error, 'ResourceNotFoundException') && /specified secret value/.test(error.message) && !isWithoutValue(error)
}
