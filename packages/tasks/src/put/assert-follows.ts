import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { type StoredVersion, versionsOf } from '../stored/versions.ts'
import { TaskError } from '../task-error.ts'
import type { Follows } from './store.ts'

interface Ours {
  /** The version that was stored a moment ago. */
  readonly version: string
  readonly place: RequestedPlace
  readonly account: Account
}

/**
 * Secrets Manager has no conditional put; but the version that ours replaced must be the one that ours was made from. That is AWSPREVIOUS
 * (User Guide, "Secret versions": the version that was AWSCURRENT before), unless others were stored after ours: then it is looked for
 * among all.
 * @throws TaskError `CONFLICT`
 */
export async function assertFollows(follows: Follows, { version, place, account }: Ours): Promise<void> {
  if (follows === 'anything' || follows === 'absent') return
  const basedOn = follows === 'empty' ? undefined : follows.version
  const client = await account.secretsManager()
  const previous = await client.getSecretValue({ SecretId: place.id, VersionStage: 'AWSPREVIOUS' }).then(
    ({ VersionId }) => VersionId,
    (error) => (isNamed(error, 'ResourceNotFoundException') ? undefined : Promise.reject(error)),
  )
  if (previous === basedOn) return
  const replaced = replacedBy(version, await allVersions(place, account))
  if (replaced === undefined || replaced.id === basedOn) return
  const where = replaced.stages.includes('AWSPREVIOUS') ? 'is AWSPREVIOUS now' : 'came before ours'
  throw conflict(place, `their version ${replaced.id} ${where}: compare the two`)
}

/** The version that was current before `version`, by when they were stored. */
export function replacedBy(version: string, newestFirst: readonly StoredVersion[]): StoredVersion | undefined {
  // what waits as AWSPENDING was never current
  const each = newestFirst.filter(({ stages, id }) => id === version || !stages.includes('AWSPENDING') || stages.length > 1)
  return each[each.findIndex(({ id }) => id === version) + 1]
}

async function allVersions(place: RequestedPlace, account: Account): Promise<readonly StoredVersion[]> {
  try {
    return await versionsOf(place, account)
  } catch (error) {
    if (!isNamed(error, 'AccessDeniedException')) throw error
    throw conflict(place, 'which of the two was first may not be seen without secretsmanager:ListSecretVersionIds: compare the versions')
  }
}

function conflict({ called }: RequestedPlace, what: string): TaskError {
  return new TaskError('CONFLICT', {
    message: `${called} was changed by someone else in this moment, and ${what}, then put the field again`,
  })
}
