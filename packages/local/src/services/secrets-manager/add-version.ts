import type { Account } from '../../account.ts'
import { awsError } from '../../aws-error.ts'
import type { SecretRecord, SecretValue, VersionRecord } from './secret-record.ts'
import { isSameValue, withVersion } from './secret-versions.ts'

interface NewVersion {
  readonly token: string
  readonly value: SecretValue
  readonly stages: readonly string[]
}

/**
 * Stores a value as a new version. A retry of the request that stored it finds it there and changes nothing.
 * Source: Secrets Manager API Reference, "PutSecretValue", ClientRequestToken.
 * @throws AwsError `ResourceExistsException` when the token is of another value
 */
export function addVersion(secret: SecretRecord, { token, value, stages }: NewVersion, { secrets, now }: Account): VersionRecord {
  const existing = secret.versions.find(({ id }) => id === token)
  if (existing !== undefined) {
    if (isSameValue(secrets.valueOf(secret.arn, existing), value)) return existing
    throw tokenInUse(token, secret)
  }
  const at = now().getTime()
  // the first value of a secret is its current one, whatever stages were asked for
  const given = secret.versions.length === 0 ? ['AWSCURRENT', ...stages] : stages
  const { versions, dropped } = withVersion(secret.versions, { id: token, stages: [...new Set(given)], createdAt: at, form: value.form })
  secrets.removeValues(secret.arn, dropped)
  secrets.saveValue(secret.arn, token, value)
  secrets.save({ ...secret, versions, lastChangedAt: at })
  return versions.at(-1)! // the one that was added
}

export function tokenInUse(token: string, { arn }: SecretRecord) {
  return awsError(
    'ResourceExistsException',
    `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${arn}.`,
  )
}
