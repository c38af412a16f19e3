import type { TrailEvent } from './trail-event.ts'

export const readerKinds = ['function', 'role', 'user', 'root', 'service', 'other'] as const

/** Who made a call: a function, another session of a role, a user, … */
export interface Reader {
  readonly kind: (typeof readerKinds)[number]
  readonly name: string
  /** The role, for a function or another session of one. */
  readonly role: string | undefined
}

/** Source: CloudTrail User Guide, "CloudTrail userIdentity element". */
export function readerOf(event: TrailEvent): Reader {
  const { type, arn = '', userName, invokedBy, accountId } = event.userIdentity
  switch (type) {
    case 'AssumedRole':
      return sessionOf(event)
    case 'IAMUser':
      return { kind: 'user', name: userName ?? lastPart(arn), role: undefined }
    case 'Root':
      return { kind: 'root', name: accountId ?? 'root', role: undefined }
    case 'AWSService':
      return { kind: 'service', name: invokedBy ?? 'AWS', role: undefined }
    default:
      return { kind: 'other', name: arn || accountId || type, role: undefined }
  }
}

/**
 * A Lambda function's session has the function's name; but anybody with its credentials has that session too, so only the
 * `exec-env` of Lambda's clients tells a function.
 */
function sessionOf({ userIdentity, userAgent }: TrailEvent): Reader {
  const [, assumedRole, session = ''] = (userIdentity.arn ?? '').split('/')
  const role = userIdentity.sessionContext?.sessionIssuer?.userName ?? assumedRole ?? 'unknown'
  if (userAgent?.includes('exec-env/AWS_Lambda')) return { kind: 'function', name: session, role }
  return { kind: 'role', name: `${role}/${session}`, role }
}

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1)
}
