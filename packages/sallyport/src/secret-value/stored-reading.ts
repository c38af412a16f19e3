import type { AwsAnswer } from '../aws-client/client.ts'
import { badValue } from './bad-value.ts'
import { Secret } from './secret.ts'

/** What one request brought. */
export interface StoredReading {
  /** The text as it is stored. */
  readonly stored: Secret<string>
  /** `VersionId` of a secret, number of a parameter's version. */
  readonly version: string
  /** Wall clock in milliseconds at which the request was sent. */
  readonly sentAt: number
  readonly fromLoopback: boolean
}

/** @throws SallyportError `BAD_VALUE` when `value` is no text: bytes (SecretBinary) leave none */
export function readingOf(name: string, value: unknown, version: unknown, { sentAt, fromLoopback }: AwsAnswer): StoredReading {
  if (typeof value === 'string') return { stored: new Secret(value), version: `${version}`, sentAt, fromLoopback }
  throw badValue(name, 'is not text')
}
