import { service } from '../../service.ts'
import { awsJson } from '../../wire/aws-json.ts'
import { createSecret } from './create-secret.ts'
import { deleteSecret } from './delete-secret.ts'
import { describeSecret } from './describe-secret.ts'
import { getSecretValue } from './get-secret-value.ts'
import { listSecrets } from './list-secrets.ts'
import { putSecretValue } from './put-secret-value.ts'

export const secretsManager = service({
  name: 'secretsmanager',
  protocol: awsJson('1.1'),
  targets: ['secretsmanager'],
  internalError: 'InternalServiceError',
  operations: [createSecret, deleteSecret, describeSecret, getSecretValue, listSecrets, putSecretValue],
})
