import { operation } from '../../operation.ts'
import { boolean, integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import type { VersionRecord } from './secret-record.ts'
import { versionsPage } from './versions-page.ts'

/** Source: Secrets Manager API Reference, "ListSecretVersionIds", MaxResults. */
const mostResults = 100

/** How AWS names the key it manages itself, `aws/secretsmanager`, in a list of versions. */
const managedKeyIds = ['DefaultEncryptionKey']

export const listSecretVersionIds = operation({
  name: 'ListSecretVersionIds',
  input: {
    SecretId: secretId(),
    MaxResults: optional(integer({ min: 1, max: mostResults })),
    NextToken: optional(text({ min: 1, max: 4096 })),
    IncludeDeprecated: optional(boolean()),
  },
  permissions: ({ SecretId }, { secrets }) => [onSecret('secretsmanager:ListSecretVersionIds', SecretId, secrets)],
  run({ SecretId, MaxResults = mostResults, NextToken, IncludeDeprecated = false }, { secrets }) {
    const secret = secrets.find(SecretId)
    const { page, nextToken } = versionsPage(secret, { limit: MaxResults, token: NextToken, hasDeprecated: IncludeDeprecated })
    return { ARN: secret.arn, Name: secret.name, Versions: page.map(listed), NextToken: nextToken }
  },
})

function listed({ id, stages, createdAt, lastAccessedDay }: VersionRecord) {
  return {
    VersionId: id,
    VersionStages: stages.length > 0 ? stages : undefined,
    LastAccessedDate: lastAccessedDay === undefined ? undefined : new Date(lastAccessedDay),
    CreatedDate: new Date(createdAt),
    KmsKeyIds: managedKeyIds,
  }
}
