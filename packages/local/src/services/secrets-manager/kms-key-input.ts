import { awsError } from '../../aws-error.ts'

/** The spellings of the key that Secrets Manager uses when none is named. */
const managed: ReadonlySet<string> = new Set(['', 'alias/aws/secretsmanager'])

/** @throws AwsError for a customer managed key: there are none on loopback yet, and using another silently would be a lie */
export function checkKmsKey(kmsKeyId: string | undefined): void {
  if (kmsKeyId === undefined || managed.has(kmsKeyId) || kmsKeyId.endsWith(':alias/aws/secretsmanager')) return
  throw awsError(
    'InvalidParameterException',
    'KmsKeyId is a customer managed key, which is not served on loopback yet: leave it out, or use alias/aws/secretsmanager',
  )
}
