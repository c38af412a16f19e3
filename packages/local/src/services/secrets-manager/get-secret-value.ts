import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { onSecret } from './on-secret.ts'
import { readSecret } from './read-secret.ts'
import { secretId } from './secret-id.ts'

export const getSecretValue = operation({
  name: 'GetSecretValue',
  input: {
    SecretId: secretId(),
    VersionId: optional(text({ min: 32, max: 64 })),
    VersionStage: optional(text({ min: 1, max: 256 })),
  },
  permissions: ({ SecretId, VersionId, VersionStage }, { secrets }) => [
    onSecret('secretsmanager:GetSecretValue', SecretId, secrets, {
      'secretsmanager:VersionId': VersionId,
      'secretsmanager:VersionStage': VersionStage,
    }),
  ],
  run({ SecretId, VersionId, VersionStage }, { secrets }) {
    return readSecret(secrets.findUndeleted(SecretId), { id: VersionId, stage: VersionStage }, secrets)
  },
})
