import { operation } from '../../operation.ts'
import { text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { movedStage } from './move-stage.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'

const versionId = () => optional(text({ min: 32, max: 64 }))

export const updateSecretVersionStage = operation({
  name: 'UpdateSecretVersionStage',
  input: {
    SecretId: secretId(),
    VersionStage: text({ min: 1, max: 256 }),
    RemoveFromVersionId: versionId(),
    MoveToVersionId: versionId(),
  },
  permissions: ({ SecretId, VersionStage }, { secrets }) => [
    onSecret('secretsmanager:UpdateSecretVersionStage', SecretId, secrets, { 'secretsmanager:VersionStage': VersionStage }),
  ],
  responseElements: ({ ARN }) => ({ arn: ARN }),
  changes: true,
  run({ SecretId, VersionStage, RemoveFromVersionId, MoveToVersionId }, { secrets, now }) {
    const secret = secrets.findChangeable(SecretId)
    const versions = movedStage(secret.versions, { stage: VersionStage, from: RemoveFromVersionId, to: MoveToVersionId })
    secrets.save({ ...secret, versions, lastChangedAt: now().getTime() })
    return { ARN: secret.arn, Name: secret.name }
  },
})
