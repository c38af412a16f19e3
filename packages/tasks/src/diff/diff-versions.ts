import type { TaskContext } from '../context.ts'
import { toldPlace } from '../place/requested-place.ts'
import { storedValue, type VersionChoice } from '../stored/stored-value.ts'
import { TaskError } from '../task-error.ts'
import { comparison } from './comparison.ts'

/** Compares two versions of one secret, each by its stage or id. */
export async function diffVersions(
  from: string,
  to: string,
  { name, parameter }: { name?: string | undefined; parameter?: boolean | undefined },
  context: TaskContext,
) {
  if (name === undefined)
    throw new TaskError('WRONG_USE', {
      message: 'it is not said whose versions are compared: give the name, as in sallyport diff AWSPREVIOUS AWSCURRENT dev/stripe',
    })
  const place = await toldPlace({ name, parameter }, context)
  const [left, right] = await Promise.all([from, to].map((version) => storedValue(place, versionChoice(version), context.account)))
  return [{ name: place.name, service: place.service, ...comparison(left, right), ...declaredAt(place.declared[0]?.at) }]
}

/** A secret's version id is a UUID in most cases and has at least 32 characters ("GetSecretValue", VersionId); a stage is shorter in practice. */
function versionChoice(version: string): VersionChoice {
  return version.length >= 32 ? { versionId: version } : { versionStage: version }
}

export function declaredAt(at: string | undefined): { declaredAt?: string } {
  return at === undefined ? {} : { declaredAt: at }
}
