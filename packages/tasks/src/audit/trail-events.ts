import { setTimeout } from 'node:timers/promises'
import type { Event } from '@aws-sdk/client-cloudtrail'
import type { TaskContext } from '../context.ts'
import { pagesOf } from '../list/pages.ts'
import { type TrailEvent, trailEventIn } from './trail-event.ts'

export interface Window {
  readonly from: Date
  readonly to: Date
}

/**
 * Milliseconds between two pages on AWS.
 * Source: CloudTrail API Reference, "LookupEvents": two requests a second per account and region.
 */
const paceMs = 500

/** Every record of the named operations in a window of time. One attribute a call is all that LookupEvents takes, so each name is asked for alone. */
export async function trailEvents(
  eventNames: readonly string[],
  window: Window,
  { account, progress }: TaskContext,
): Promise<TrailEvent[]> {
  const client = await account.cloudTrail()
  const found: TrailEvent[] = []
  let pages = 0
  for (const AttributeValue of eventNames) {
    const lookup = {
      LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue }],
      StartTime: window.from,
      EndTime: window.to,
      MaxResults: 50,
    }
    for await (const { Events = [] } of pagesOf((next) => client.lookupEvents({ ...lookup, ...next }))) {
      found.push(...Events.flatMap(recordOf))
      pages += 1
      if (pages % 20 === 0) progress(`${found.length} events so far`)
      if (account.target === 'aws') await setTimeout(paceMs)
    }
  }
  return found
}

function recordOf({ CloudTrailEvent: json }: Event): TrailEvent[] {
  const record = trailEventIn(json)
  return record === undefined ? [] : [record]
}
