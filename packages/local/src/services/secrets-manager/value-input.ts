import { awsError } from '../../aws-error.ts'
import { blob, text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import type { SecretValue } from './secret-record.ts'

/** Source: Secrets Manager User Guide, "Secrets Manager quotas", size of a secret value. */
const mostBytes = 65_536

/** The members that carry a value, the same in every operation that stores one. */
export const valueInput = {
  ClientRequestToken: optional(text()),
  SecretString: optional(sensitive(text({ min: 1, max: mostBytes }))),
  SecretBinary: optional(sensitive(blob({ min: 1, max: mostBytes }))),
}

interface Sent {
  readonly SecretString?: string | undefined
  readonly SecretBinary?: Uint8Array | undefined
}

/** The value that was sent, or `undefined` when none was. */
export function sentValue({ SecretString, SecretBinary }: Sent): SecretValue | undefined {
  if (SecretString !== undefined && SecretBinary !== undefined) {
    throw awsError(
      'InvalidParameterException',
      "You can't specify both a binary secret value and a string secret value in the same secret.",
    )
  }
  if (SecretBinary !== undefined) return { form: 'binary', bytes: SecretBinary }
  if (SecretString === undefined) return undefined
  const bytes = Buffer.from(SecretString)
  // the model counts characters, the quota counts bytes
  if (bytes.length > mostBytes) throw awsError('InvalidParameterException', `The secret value is larger than ${mostBytes} bytes.`)
  return { form: 'string', bytes }
}

/** The request's token, which becomes the version's id. SDKs make one; a bare HTTP client must too. */
export function sentToken(token: string | undefined): string {
  if (token === undefined) {
    throw awsError('InvalidRequestException', 'You must provide a ClientRequestToken value. We recommend a UUID-type value.')
  }
  if (token.length < 32 || token.length > 64)
    throw awsError('InvalidParameterException', 'ClientRequestToken must be 32-64 characters long.')
  return token
}

/** The value as a reader gets it. */
export function shownValue({ form, bytes }: SecretValue): { SecretString: string } | { SecretBinary: Uint8Array } {
  if (form === 'binary') return { SecretBinary: bytes }
  return { SecretString: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8') }
}
