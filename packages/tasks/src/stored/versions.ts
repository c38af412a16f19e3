import type { Account } from '../account/account.ts'
import { pagesOf } from '../list/pages.ts'
import { namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'

/** A version of a secret or a parameter, without its value. */
export interface StoredVersion {
  readonly id: string
  /** Version stages of a secret, labels of a parameter. */
  readonly stages: readonly string[]
  readonly storedAt: Date | undefined
  /** The ARN of who stored it, where the service itself knows: Parameter Store does. */
  readonly storedBy: string | undefined
}

/** Versions, newest first, those without a stage too. @throws TaskError `NOT_FOUND`; AWS's own errors */
export async function versionsOf(place: RequestedPlace, account: Account): Promise<readonly StoredVersion[]> {
  const read = place.service === 'ssm' ? parameterVersions : secretVersions
  const found = await read(place.id, account).catch(namingMissing(place, { account }))
  // both services keep at most some hundred, and neither says that it sorts them
  return found.toSorted((a, b) => (b.storedAt?.getTime() ?? 0) - (a.storedAt?.getTime() ?? 0) || byStage(a, b))
}

/** Of two that were stored in one moment, the one that is current is the newer. */
function byStage(a: StoredVersion, b: StoredVersion): number {
  return Number(b.stages.includes('AWSCURRENT')) - Number(a.stages.includes('AWSCURRENT')) || Number(b.id) - Number(a.id) || 0
}

async function secretVersions(id: string, account: Account): Promise<StoredVersion[]> {
  const client = await account.secretsManager()
  const found: StoredVersion[] = []
  for await (const { Versions = [] } of pagesOf((next) =>
    client.listSecretVersionIds({ SecretId: id, IncludeDeprecated: true, MaxResults: 100, ...next }),
  ))
    for (const { VersionId = '', VersionStages = [], CreatedDate } of Versions)
      found.push({ id: VersionId, stages: VersionStages, storedAt: CreatedDate, storedBy: undefined })
  return found
}

async function parameterVersions(id: string, account: Account): Promise<StoredVersion[]> {
  const client = await account.parameterStore()
  const found: StoredVersion[] = []
  // without decryption: of a SecureString not even the ciphertext is looked at here
  for await (const { Parameters = [] } of pagesOf((next) =>
    client.getParameterHistory({ Name: id, WithDecryption: false, MaxResults: 50, ...next }),
  ))
    for (const { Version, Labels = [], LastModifiedDate, LastModifiedUser } of Parameters)
      found.push({ id: String(Version), stages: Labels, storedAt: LastModifiedDate, storedBy: LastModifiedUser })
  return found
}
