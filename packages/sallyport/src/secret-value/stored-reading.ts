import type { AwsAnswer } from '../aws-client/client.ts'
import { Secret } from './secret.ts'

/** What one request brought. */
export interface StoredReading {
  /** What is stored: text, or nothing where bytes are (SecretBinary). */
  readonly stored: Secret<unknown>
  /** `VersionId` of a secret, number of a parameter's version. */
  readonly version: string
  /** Wall clock in milliseconds at which the request was sent. */
  readonly sentAt: number
  readonly fromLoopback: boolean
}

export const readingOf = ({ sentAt, fromLoopback }: AwsAnswer, value: unknown, version: unknown): StoredReading => ({
  stored: new Secret(value),
  version: `${version}`,
  sentAt,
  fromLoopback,
})
