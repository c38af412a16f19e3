import { withSecrets } from 'sallyport'
import { orderIn, paymentsUrl } from './charge.ts'
import { payments } from './secrets.ts'

/** The part of a function URL's event (payload format 2.0) that this function reads. */
interface HttpEvent {
  body?: string
}

/** Charges an order through the payment API, with the key read once and kept in memory. */
export const handler = withSecrets([payments], async (event: HttpEvent) => {
  const order = orderIn(event.body)
  if (typeof order === 'string') return { statusCode: 400, body: JSON.stringify({ error: order }) }

  const answer = await payments.fetch(`${paymentsUrl()}/v1/charges`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': order.order },
    body: JSON.stringify({ amount: order.amountCents, reference: order.order }),
  })
  if (!answer.ok) return { statusCode: 502, body: JSON.stringify({ error: `the payment API answered ${answer.status}` }) }
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: await answer.text() }
})
