import { type AwsError, awsError } from '../../aws-error.ts'

/** What AWS has and loopback has not yet: said, since leaving it out silently would be a lie. */
export function notServed(what: string): AwsError {
  return awsError('InvalidParameterException', `${what} is not served on loopback yet: leave it out`)
}
