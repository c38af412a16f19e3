import type { WireObject } from '../../wire/wire-value.ts'
import type { SecretRecord } from './secret-record.ts'
import { versionOf, type WantedVersion } from './secret-versions.ts'
import type { Secrets } from './secrets.ts'
import { shownValue } from './value-input.ts'

/** A value as GetSecretValue and BatchGetSecretValue tell it; the day of the read is noted. */
export function readSecret(secret: SecretRecord, wanted: WantedVersion, secrets: Secrets): WireObject {
  const version = versionOf(secret, wanted)
  secrets.noteAccess(secret, version)
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    ...shownValue(secrets.valueOf(secret.arn, version)),
    ...(version.stages.length > 0 ? { VersionStages: version.stages } : {}),
    CreatedDate: new Date(version.createdAt),
  }
}
