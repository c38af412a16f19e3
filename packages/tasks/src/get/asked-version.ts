import type { TaskContext } from '../context.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { VersionChoice } from '../stored/stored-value.ts'
import { noVersion, versionNamed } from '../stored/version-named.ts'
import { versionsOf } from '../stored/versions.ts'

/** What AWS takes for an id of a secret's version. Source: Secrets Manager API Reference, "GetSecretValue", VersionId. */
const isWholeId = ({ length }: string) => length >= 32 && length <= 64

/**
 * The version that is meant, where the beginning of its id may be given.
 * @throws TaskError `NOT_FOUND`
 */
export async function askedVersion(
  place: RequestedPlace,
  { versionId, versionStage }: VersionChoice,
  { account }: TaskContext,
): Promise<VersionChoice> {
  if (versionId === undefined || place.service === 'ssm' || isWholeId(versionId)) return { versionId, versionStage }
  const found = versionNamed(versionId, await versionsOf(place, account))
  if (found === undefined) throw noVersion(place, `one version ${versionId}`, 'versionId', account)
  return { versionId: found.id, versionStage }
}
