import { operation } from '../../operation.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'

export const restoreSecret = operation({
  name: 'RestoreSecret',
  input: { SecretId: secretId() },
  permissions: ({ SecretId }, { secrets }) => [onSecret('secretsmanager:RestoreSecret', SecretId, secrets)],
  responseElements: ({ ARN }) => ({ arn: ARN }),
  changes: true,
  run({ SecretId }, { secrets, now }) {
    const { deletion, ...secret } = secrets.find(SecretId)
    // a secret that does not wait for its deletion stays as it is
    if (deletion !== undefined) secrets.save({ ...secret, lastChangedAt: now().getTime() })
    return { ARN: secret.arn, Name: secret.name }
  },
})
