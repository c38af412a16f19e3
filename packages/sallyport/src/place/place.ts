import type { Service } from '../aws-client/endpoint.ts'

/** The types a parameter can have in Parameter Store. Source: Systems Manager API Reference, "Parameter". */
export type ParameterType = 'String' | 'StringList' | 'SecureString'

/** Where a secret lives, as its declaration says: it has a `name` or a `variable`. */
export interface Place {
  readonly service: Service
  /** A name or a full ARN, with `{stage}` and `{id}` left in. */
  readonly name?: string | undefined
  /** The environment variable that holds it. */
  readonly variable?: string | undefined
  /** Of a parameter, where it is written: for those who store and grant; reading is the same for each. */
  readonly type?: ParameterType | undefined
}

/**
 * Whether a text is a name that AWS takes in either service, `!` included for secrets that its services manage, or a full ARN.
 * Source: API references, "CreateSecret" and "PutParameter"; Service Authorization Reference, the services' resource types.
 */
export const isPlace = (text: unknown): text is string =>
  typeof text === 'string' && /^(arn:[\w-]+:\w+:[\w-]+:\d{12}:(secret:|parameter\/))?({stage}|{id}|[\w/+=.@!-]){1,1011}$/.test(text)
