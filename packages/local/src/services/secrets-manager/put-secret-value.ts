import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import { addVersion } from './add-version.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
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
  run({ SecretId, ClientRequestToken, VersionStages: stages = ['AWSCURRENT'], ...sent }, account) {
    const token = sentToken(ClientRequestToken)
    const value = sentValue(sent)
    if (value === undefined) throw awsError('InvalidRequestException', 'You must provide either SecretString or SecretBinary.')
    const secret = account.secrets.findChangeable(SecretId)
    const version = addVersion(secret, { token, value, stages }, account)
    return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages }
  },
})
