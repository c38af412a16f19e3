import { operation } from '../../operation.ts'
import { described, stagesByVersion } from './described.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'

export const describeSecret = operation({
  name: 'DescribeSecret',
  input: { SecretId: secretId() },
  permissions: ({ SecretId }, { secrets }) => [onSecret('secretsmanager:DescribeSecret', SecretId, secrets)],
  run({ SecretId }, { secrets }) {
    const secret = secrets.find(SecretId)
    return { ...described(secret), VersionIdsToStages: stagesByVersion(secret) }
  },
})
