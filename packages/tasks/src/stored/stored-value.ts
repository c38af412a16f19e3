import type { Account } from '../account/account.ts'
import { namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { tellingDeletion } from './pending-deletion.ts'

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
  const read = place.service === 'ssm' ? parameterValue : secretValue
  const called = calledWith(place, choice)
  return read(place, choice, account)
    .catch(namingMissing({ ...place, called }, { account }))
    .catch(tellingDeletion(place, account))
}

function calledWith({ called }: RequestedPlace, { versionId, versionStage }: VersionChoice): string {
  const version = versionId ?? versionStage
  return version === undefined ? called : `version ${version} of ${called}`
}

async function secretValue({ id }: RequestedPlace, { versionId, versionStage }: VersionChoice, account: Account): Promise<StoredSecret> {
  const client = await account.secretsManager()
  // always with a version stage or id, so that policies with a condition on them let it pass
  const version =
    versionId === undefined ? { VersionStage: versionStage ?? 'AWSCURRENT' } : { VersionId: versionId, ...staged(versionStage) }
  const {
    ARN: arn = id,
    Name: name = id,
    SecretString: text,
    SecretBinary: bytes,
    VersionId = '',
    VersionStages,
    CreatedDate,
  } = await client.getSecretValue({ SecretId: id, ...version })
  return {
    arn,
    name,
    bytes: bytes ?? Buffer.from(text ?? ''),
    isBinary: text === undefined,
    version: VersionId,
    stages: VersionStages ?? [],
    storedAt: CreatedDate,
    type: 'secret',
  }
}

function staged(versionStage: string | undefined): { VersionStage?: string } {
  return versionStage === undefined ? {} : { VersionStage: versionStage }
}

async function parameterValue({ id }: RequestedPlace, { versionId, versionStage }: VersionChoice, account: Account): Promise<StoredSecret> {
  const client = await account.parameterStore()
  // Systems Manager API Reference, "GetParameter", Name: "name:version" or "name:label"
  const selector = versionId ?? versionStage
  const { Parameter: parameter } = await client.getParameter({
    Name: selector === undefined ? id : `${id}:${selector}`,
    WithDecryption: true,
  })
  return {
    arn: parameter?.ARN ?? id,
    name: parameter?.Name ?? id,
    bytes: Buffer.from(parameter?.Value ?? ''),
    isBinary: false,
    version: String(parameter?.Version),
    stages: versionStage === undefined ? [] : [versionStage],
    storedAt: parameter?.LastModifiedDate,
    type: parameter?.Type ?? 'SecureString',
  }
}
