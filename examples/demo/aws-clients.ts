import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail'
import { LambdaClient } from '@aws-sdk/client-lambda'
import type { Serving } from './sallyport-command.ts'

/** The unmodified AWS SDK, pointed at loopback. */
export interface AwsClients {
  lambda: LambdaClient
  /** Every event on the trail, or every one of that name, as CloudTrail writes it. */
  events(eventName?: string): Promise<TrailEvent[]>
  /** Reads by that operation that AWS has answered to the function, counted in the trail. */
  readsBy(functionName: string, operation: 'GetSecretValue' | 'GetParameters'): Promise<number>
  /** Everything that functions have logged, in one text. */
  logs(): Promise<string>
  close(): void
}

export interface TrailEvent {
  eventName: string
  errorCode?: string
  userIdentity: { arn: string }
}

export function awsClients({ endpoint, region, accessKeyId, secretAccessKey, controlToken }: Serving): AwsClients {
  const settings = { endpoint, region, credentials: { accessKeyId, secretAccessKey } }
  const lambda = new LambdaClient(settings)
  const trail = new CloudTrailClient(settings)
  const clients: AwsClients = {
    lambda,
    async events(eventName) {
      const attributes =
        eventName === undefined ? {} : { LookupAttributes: [{ AttributeKey: 'EventName' as const, AttributeValue: eventName }] }
      const events: TrailEvent[] = []
      let NextToken: string | undefined
      do {
        const page = await trail.send(new LookupEventsCommand({ ...attributes, ...(NextToken && { NextToken }) }))
        events.push(...(page.Events ?? []).map((event) => JSON.parse(event.CloudTrailEvent ?? '{}') as TrailEvent)) // CloudTrail's own record
        NextToken = page.NextToken
      } while (NextToken !== undefined)
      return events
    },
    async readsBy(functionName, operation) {
      const events = await clients.events(operation)
      return events.filter(({ userIdentity, errorCode }) => userIdentity.arn.endsWith(`/${functionName}`) && errorCode === undefined).length
    },
    async logs() {
      const answer = await fetch(`${endpoint}/_sallyport/logs`, { headers: { authorization: `Bearer ${controlToken}` } })
      const { events } = (await answer.json()) as { events: { message: string }[] } // the control's answer
      return events.map(({ message }) => message).join('\n')
    },
    close() {
      lambda.destroy()
      trail.destroy()
    },
  }
  return clients
}
