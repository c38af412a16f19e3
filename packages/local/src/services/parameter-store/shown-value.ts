import type { Account } from '../../account.ts'
import type { ParameterRecord, ParameterVersion } from './parameters.ts'

/**
 * A version's value as a reader gets it: a `SecureString` that is not to be decrypted is its ciphertext.
 * Source: Systems Manager API Reference, "GetParameter", `WithDecryption`.
 */
export function shownValue(
  { type }: ParameterRecord,
  key: string,
  version: ParameterVersion,
  isDecrypted: boolean,
  { parameters }: Account,
): string {
  const isCiphertext = type === 'SecureString' && !isDecrypted
  return isCiphertext ? Buffer.from(version.sealed).toString('base64') : parameters.valueOf(key, version)
}
