import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import { versionOf } from './secret-versions.ts'
import { shownValue } from './value-input.ts'

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
    const secret = secrets.findUndeleted(SecretId)
    const version = versionOf(secret, { id: VersionId, stage: VersionStage })
    secrets.noteAccess(secret)
    return {
      ARN: secret.arn,
      Name: secret.name,
      VersionId: version.id,
      ...shownValue(secrets.valueOf(secret.arn, version)),
      ...(version.stages.length > 0 ? { VersionStages: version.stages } : {}),
      CreatedDate: new Date(version.createdAt),
    }
  },
})
