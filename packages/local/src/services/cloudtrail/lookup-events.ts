import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { integer, text, timestamp } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { resourceType } from '../../trail/resource-type.ts'
import type { TrailPosition } from '../../trail/trail.ts'
import type { TrailEvent } from '../../trail/trail-event.ts'
import { pageToken, positionIn } from '../page-token.ts'
import { lookupAttribute } from './lookup-attribute.ts'

/** Events of one page, at most and unless asked for fewer. Source: CloudTrail API Reference, "LookupEvents", `MaxResults`. */
const mostResults = 50

/** Days that event history goes back. Source: CloudTrail User Guide, "Working with CloudTrail Event history". */
const historyDays = 90

export const lookupEvents = operation({
  name: 'LookupEvents',
  // what is out of range has errors of its own here, so the shapes leave it through
  input: {
    LookupAttributes: optional(list(structure({ AttributeKey: text(), AttributeValue: text() }))),
    StartTime: optional(timestamp()),
    EndTime: optional(timestamp()),
    EventCategory: optional(text()),
    MaxResults: optional(integer()),
    NextToken: optional(text()),
  },
  permissions: () => [{ action: 'cloudtrail:LookupEvents', resource: '*', shownAs: null }],
  run({ LookupAttributes = [], StartTime, EndTime, EventCategory, MaxResults = mostResults, NextToken }, { id, region, trail, now }) {
    const attribute = lookupAttribute(LookupAttributes)
    if (StartTime !== undefined && EndTime !== undefined && StartTime > EndTime) {
      throw awsError('InvalidTimeRangeException', 'The start time must be before the end time.')
    }
    if (MaxResults < 1 || MaxResults > mostResults) {
      throw awsError('InvalidMaxResultsException', `MaxResults must be between 1 and ${mostResults}.`)
    }
    if (EventCategory !== undefined) return withoutInsights(EventCategory)
    const kept = new Date(now().getTime() - historyDays * 86_400_000)
    const { events, end } = trail.lookup({
      accountId: id,
      region,
      from: StartTime !== undefined && StartTime > kept ? StartTime : kept,
      to: EndTime,
      attribute,
      limit: MaxResults,
      after: NextToken === undefined ? undefined : positionOf(NextToken, id, region),
    })
    return { Events: events.map(eventAnswer), NextToken: end && pageToken([id, region, ...end]) }
  },
})

/** @throws AwsError `InvalidNextTokenException` for what is not a token of an earlier page of this account and region */
function positionOf(token: string, accountId: string, region: string): TrailPosition {
  const [ofAccount, ofRegion, ...position] = positionIn(token) ?? []
  const [timeMs, start, sequence, ...more] = position.map(Number)
  const isOwn = ofAccount === accountId && ofRegion === region && position.every(Number.isSafeInteger)
  if (!isOwn || timeMs === undefined || start === undefined || sequence === undefined || more.length > 0) {
    throw awsError('InvalidNextTokenException', 'The token is not one of an earlier page')
  }
  return [timeMs, start, sequence]
}

/** Nothing here is unusual enough for CloudTrail Insights: there are no such events. */
function withoutInsights(category: string) {
  if (category === 'insight') return { Events: [], NextToken: undefined }
  throw awsError('InvalidEventCategoryException', 'The event category is not valid: "insight" is the only one, management events have none')
}

function eventAnswer({ eventId, eventName, eventSource, eventTime, isReadOnly, accessKeyId, username, resources, record }: TrailEvent) {
  return {
    EventId: eventId,
    EventName: eventName,
    ReadOnly: String(isReadOnly),
    AccessKeyId: accessKeyId,
    EventTime: eventTime,
    EventSource: eventSource,
    Username: username,
    Resources: resources.map((arn) => ({ ResourceType: resourceType(arn), ResourceName: arn })),
    CloudTrailEvent: JSON.stringify(record),
  }
}
