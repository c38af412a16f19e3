import { type AwsError, awsError } from '../aws-error.ts'

/** A call that a fault strikes before it is run. */
export interface StruckCall {
  /** Lets it go on as if nothing had been. */
  run(): void
  refuse(error: AwsError): void
  /** Answers with an error of the server's own. */
  fail(): void
  /** Closes the connection without an answer. */
  drop(): void
}

/** What each kind of fault does to a call: a line a kind. */
export const faultKinds = {
  throttle: (call) => call.refuse(awsError('ThrottlingException', 'Rate exceeded')),
  delay: (call, delayMs) => void setTimeout(() => call.run(), delayMs),
  error500: (call) => call.fail(),
  drop: (call) => call.drop(),
} as const satisfies Record<string, (call: StruckCall, delayMs: number) => void>

export type FaultKind = keyof typeof faultKinds

export function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(faultKinds, kind)
}
