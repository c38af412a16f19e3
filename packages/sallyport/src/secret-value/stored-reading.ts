import type { Secret } from './secret.ts'

/** What is stored in AWS: text (SecretString, or a parameter's value), or bytes (SecretBinary). */
export type Stored = string | Uint8Array

/** What one request brought. */
export interface StoredReading {
  readonly stored: Secret<Stored>
  /** `VersionId` of a secret, number of a parameter's version. */
  readonly version: string
  /** Wall clock in milliseconds at which the request was sent: the age of what it brought counts from here. */
  readonly sentAt: number
  readonly fromLoopback: boolean
}
