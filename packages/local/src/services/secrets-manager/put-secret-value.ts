import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import type { SecretRecord, VersionRecord } from './secret-record.ts'
import { isSameValue, withVersion } from './secret-versions.ts'
import { sentToken, sentValue, valueInput } from './value-input.ts'

export const putSecretValue = operation({
  name: 'PutSecretValue',
  input: {
    SecretId: secretId(),
    ...valueInput,
    VersionStages: optional(list(text({ min: 1, max: 256 }), { min: 1, max: 20 })),
    RotationToken: optional(sensitive(text({ min: 36, max: 256 }))),
  },
  permissions: ({ SecretId }, { secrets }) => [onSecret('secretsmanager:PutSecretValue', SecretId, secrets)],
  responseElements: ({ ARN }) => ({ arn: ARN }),
  changes: true,
  run({ SecretId, ClientRequestToken, VersionStages = ['AWSCURRENT'], ...sent }, { secrets, now }) {
    const token = sentToken(ClientRequestToken)
    const value = sentValue(sent)
    if (value === undefined) throw awsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.')
    const secret = secrets.findUndeleted(SecretId)
    const existing = secret.versions.find(({ id }) => id === token)
    if (existing !== undefined) {
      if (isSameValue(secrets.valueOf(secret.arn, existing), value)) return put(secret, existing)
      throw awsError(
        'ResourceExistsException',
        `You can't use ClientRequestToken ${token} because that value is already in use for a version of secret ${secret.arn}.`,
      )
    }
    const at = now().getTime()
    // the first value of a secret is its current one, whatever stages were asked for
    const stages = secret.versions.length === 0 ? ['AWSCURRENT', ...VersionStages] : VersionStages
    const added: VersionRecord = { id: token, stages: [...new Set(stages)], createdAt: at, form: value.form }
    const { versions, dropped } = withVersion(secret.versions, added)
    secrets.removeValues(secret.arn, dropped)
    secrets.saveValue(secret.arn, token, value)
    secrets.save({ ...secret, versions, lastChangedAt: at })
    return put(secret, added)
  },
})

function put({ arn, name }: SecretRecord, { id, stages }: VersionRecord) {
  return { ARN: arn, Name: name, VersionId: id, VersionStages: stages }
}
