import type { Account } from '../account/account.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { noVersion, versionNamed } from '../stored/version-named.ts'
import type { StoredVersion } from '../stored/versions.ts'
import { TaskError } from '../task-error.ts'

/**
 * The version to go back to.
 * @param versions newest first
 * @param asked its id, so much of the beginning that it is the only one, or a stage or label
 */
export function chosenVersion(
  place: RequestedPlace,
  versions: readonly StoredVersion[],
  current: StoredVersion,
  asked: string | undefined,
  account: Pick<Account, 'target'>,
): StoredVersion {
  const found = asked === undefined ? previousOf(versions, current) : versionNamed(asked, versions)
  if (found === undefined) {
    const which = asked === undefined ? 'an earlier version' : `one version ${asked}`
    throw noVersion(place, which, 'to', account)
  }
  if (found.id === current.id)
    throw new TaskError('WRONG_USE', { message: `version ${found.id} of ${place.called} is the current one: give another by \`to\`` })
  return found
}

/** A secret's AWSPREVIOUS; a parameter has no such label, and its numbers say it. */
function previousOf(versions: readonly StoredVersion[], current: StoredVersion): StoredVersion | undefined {
  return versions.find(({ stages }) => stages.includes('AWSPREVIOUS')) ?? versions.find(({ id }) => Number(id) < Number(current.id))
}

/** `1c3f… stored 2026-11-24T10:00:00.000Z` */
export function shown({ id, storedAt }: StoredVersion): string {
  return storedAt === undefined ? id : `${id} stored ${storedAt.toISOString()}`
}
