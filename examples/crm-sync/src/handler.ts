import { withSecrets } from 'sallyport'
import { crm } from './secrets.ts'
import { contactIdOf, contactIn, type StreamEvent, type StreamRecord } from './stream-event.ts'

/** The base URL of the CRM: an ordinary environment variable, since it is no secret. */
const crmUrl = () => process.env['CRM_URL'] ?? 'https://crm.example.com'

/**
 * Brings each changed contact to the CRM, in the order of the changes. At the first that fails it stops and names it: Lambda tries that
 * one and all after it again (Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda").
 */
export const handler = withSecrets([crm], async ({ Records }: StreamEvent) => {
  for (const record of Records) {
    try {
      await bring(record)
    } catch (error) {
      const { SequenceNumber } = record.dynamodb
      console.error(`change ${SequenceNumber} is tried again: ${error instanceof Error ? error.message : 'not an error was thrown'}`)
      return { batchItemFailures: [{ itemIdentifier: SequenceNumber }] }
    }
  }
  return { batchItemFailures: [] }
})

/** PUT and DELETE may be sent again for a change that was brought already: they make the same of it. */
async function bring(record: StreamRecord): Promise<void> {
  const contact = contactIn(record)
  const url = `${crmUrl()}/contacts/${encodeURIComponent(contactIdOf(record))}`
  const answer = await crm.fetch(url, contact === undefined ? { method: 'DELETE' } : { method: 'PUT', json: contact })
  const isGone = contact === undefined && answer.status === 404
  if (!answer.ok && !isGone) throw new Error(`the CRM answered ${answer.status}`)
}
