import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { LambdaClient } from '@aws-sdk/client-lambda'
import type { Serving } from './sallyport-command.ts'

/** The unmodified AWS SDK, pointed at loopback. */
export interface AwsClients {
  lambda: LambdaClient
  /** Every event of that name on the trail, as CloudTrail writes it. */
  events(eventName: string): Promise<TrailEvent[]>
  close(): void
}

export interface TrailEvent {
  eventName: string
  errorCode?: string
  userIdentity: { arn: string }
}

export function awsClients({ endpoint, region, accessKeyId, secretAccessKey }: Serving): AwsClients {
  const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
  const lambda = new LambdaClient(settings)
  const trail = new CloudTrailClient(settings)
  return {
    lambda,
    async events(eventName) {
      const events: TrailEvent[] = []
      let NextToken: string | undefined
      do {
        const page = await trail.send(
          new LookupEventsCommand({
            LookupAttributes: [{ AttributeKey: 'EventName', AttributeValue: eventName }],
            ...(NextToken && { NextToken }),
          }),
        )
        events.push(...(page.Events ?? []).map((event) => JSON.parse(event.CloudTrailEvent ?? '{}') as TrailEvent)) // CloudTrail's own record
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      return events
    },
    close() {
      lambda.destroy()
      trail.destroy()
    },
  }
}
