import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean, integer } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { onSecret } from './on-secret.ts'
import { secretId } from './secret-id.ts'
import { checkOwner } from './secrets.ts'

const dayMs = 24 * 60 * 60 * 1000

/** Days. Source: Secrets Manager API Reference, "DeleteSecret", RecoveryWindowInDays. */
const window = { default: 30, min: 7, max: 30 }

export const deleteSecret = operation({
  name: 'DeleteSecret',
  input: { SecretId: secretId(), RecoveryWindowInDays: optional(integer()), ForceDeleteWithoutRecovery: optional(boolean()) },
  permissions: ({ SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery }, { secrets }) => [
    onSecret('secretsmanager:DeleteSecret', SecretId, secrets, {
      'secretsmanager:RecoveryWindowInDays': RecoveryWindowInDays?.toString(),
      'secretsmanager:ForceDeleteWithoutRecovery': ForceDeleteWithoutRecovery?.toString(),
    }),
  ],
  responseElements: ({ ARN, DeletionDate }) => ({ arn: ARN, deletionDate: DeletionDate }),
  changes: true,
  run({ SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: isForced = false }, { secrets, now }) {
    if (isForced && days !== undefined) {
      throw awsError('InvalidParameterException', "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.")
    }
    if (days !== undefined && (days < window.min || days > window.max)) {
      throw awsError('InvalidParameterException', 'RecoveryWindowInDays value must be between 7 and 30 days (inclusive).')
    }
    const askedAt = now().getTime()
    if (isForced) {
      const secret = secrets.peek(SecretId)
      if (secret !== undefined) {
        checkOwner(secret)
        secrets.remove(secret)
      }
      // forcing the deletion of a secret that is not there succeeds: "DeleteSecret", ForceDeleteWithoutRecovery
      const arn = secret?.arn ?? secrets.arnOf(SecretId)
      return { ARN: arn, Name: secret?.name ?? SecretId, DeletionDate: new Date(askedAt) }
    }
    const secret = secrets.findChangeable(SecretId)
    const dueAt = askedAt + (days ?? window.default) * dayMs
    secrets.save({ ...secret, deletion: { askedAt, dueAt } })
    return { ARN: secret.arn, Name: secret.name, DeletionDate: new Date(dueAt) }
  },
})
