import type { Caller } from '../identity/caller.ts'
import { principalArn } from '../identity/caller.ts'
import type { TrailEntry } from './trail-entry.ts'

/** An event as LookupEvents tells it. */
export interface TrailEvent {
  readonly eventId: string
  readonly eventName: string
  readonly eventSource: string
  readonly eventTime: Date
  readonly isReadOnly: boolean
  readonly accessKeyId: string
  /** A user's name, or a session's. */
  readonly username: string
  /** ARNs. */
  readonly resources: readonly string[]
  /** The whole record. Source: CloudTrail User Guide, "CloudTrail record contents". */
  readonly record: Readonly<Record<string, unknown>>
}

export function trailEvent(entry: TrailEntry, accountId: string, region: string): TrailEvent {
  const [eventId, requestId, timeMs, eventSource, eventName, isReadOnly, caller, sourceIp, userAgent, ...rest] = entry
  const [requestParameters, responseElements, errorCode, errorMessage, resources, showsResources] = rest
  return {
    eventId,
    eventName,
    eventSource,
    eventTime: new Date(timeMs),
    isReadOnly,
    accessKeyId: caller.accessKeyId,
    username: usernameOf(caller),
    resources,
    record: {
      eventVersion: '1.11',
      userIdentity: userIdentity(caller),
      eventTime: toSecond(timeMs),
      eventSource,
      eventName,
      awsRegion: region,
      sourceIPAddress: sourceIp,
      userAgent,
      ...(errorCode === null ? {} : { errorCode, errorMessage }),
      requestParameters,
      responseElements,
      requestID: requestId,
      eventID: eventId,
      readOnly: isReadOnly,
      ...(showsResources && resources.length > 0 ? { resources: resources.map((ARN) => ({ accountId, ARN })) } : {}),
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: 'Management',
    },
  }
}

export function usernameOf(caller: Caller): string {
  return caller.type === 'IAMUser' ? caller.userName : caller.sessionName
}

/** Source: CloudTrail User Guide, "CloudTrail userIdentity element". */
function userIdentity(caller: Caller): Readonly<Record<string, unknown>> {
  const { type, userId: principalId, arn, accountId, accessKeyId } = caller
  const identity = { type, principalId, arn, accountId, accessKeyId }
  if (caller.type === 'IAMUser') return { ...identity, userName: caller.userName }
  return {
    ...identity,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId: caller.roleId, arn: principalArn(caller), accountId, userName: caller.roleName },
      attributes: { creationDate: toSecond(caller.issuedAt), mfaAuthenticated: 'false' },
    },
  }
}

function toSecond(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19)}Z`
}
