import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { addVersion } from './add-version.ts'
import { checkKmsKey } from './kms-key-input.ts'
import { notServed } from './not-served.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import type { SecretRecord } from './secret-record.ts'
import { sentToken, sentValue, valueInput } from './value-input.ts'

export const updateSecret = operation({
  name: 'UpdateSecret',
  input: {
    SecretId: secretId(),
    ...valueInput,
    Description: optional(text({ max: 2048 })),
    KmsKeyId: optional(text({ max: 2048 })),
    Type: optional(text({ max: 256 })),
  },
  permissions: ({ SecretId, Description }, { secrets }) => [
    onSecret('secretsmanager:UpdateSecret', SecretId, secrets, { 'secretsmanager:Description': Description }),
  ],
  responseElements: ({ ARN }) => ({ arn: ARN }),
  changes: true,
  run({ SecretId, ClientRequestToken, Description, KmsKeyId, Type, ...sent }, account) {
    const token = sentToken(ClientRequestToken)
    const value = sentValue(sent)
    checkKmsKey(KmsKeyId)
    if (Type !== undefined) throw notServed('Type (managed external secrets)')
    const secret = withDetails(account.secrets.findChangeable(SecretId), Description, KmsKeyId)
    const answer = { ARN: secret.arn, Name: secret.name }
    account.secrets.save({ ...secret, lastChangedAt: account.now().getTime() })
    // without a value there is no new version, and none in the answer
    return value === undefined ? answer : { ...answer, VersionId: addVersion(secret, { token, value, stages: ['AWSCURRENT'] }, account).id }
  },
})

/** What is not sent stays; an empty key is the one that AWS manages. */
function withDetails(secret: SecretRecord, description = secret.description, kmsKeyId = secret.kmsKeyId): SecretRecord {
  const { description: _, kmsKeyId: __, ...rest } = secret
  return { ...rest, ...(description === undefined ? {} : { description }), ...(kmsKeyId ? { kmsKeyId } : {}) }
}
