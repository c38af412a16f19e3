import type { FoundPlace } from '../place/found-place.ts'
import type { SallyportError } from '../sallyport-error.ts'
import { Secret } from '../secret-value/secret.ts'
import type { Stored, StoredReading } from '../secret-value/stored-reading.ts'
import type { Environment } from './credentials/environment.ts'
import { refusal } from './refusal.ts'
import { ruleFor } from './rules.ts'

/** What AWS answered, whatever brought it. */
export interface AwsAnswer {
  readonly body: Readonly<Record<string, unknown>>
  readonly sentAt: number
  readonly fromLoopback: boolean
  readonly env: Environment
}

/** A value that an answer brought. */
export const readingOf = ({ sentAt, fromLoopback }: AwsAnswer, value: Stored, version: unknown): StoredReading => ({
  stored: new Secret(value),
  version: `${version}`,
  sentAt,
  fromLoopback,
})

/** The error for a place of which an answer brings none, by AWS's name of it. */
export function refusedIn({ env }: AwsAnswer, place: FoundPlace, name: string, message = ''): SallyportError {
  const error = Object.assign(new Error(message), { name })
  return refusal([place], ruleFor(400, error), error, env)
}
