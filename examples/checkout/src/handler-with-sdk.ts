// The same function without Sallyport's runtime: the unmodified AWS SDK reads the same secret under the same grant.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { orderIn, paymentsUrl } from './charge.ts'

const secretsManager = new SecretsManagerClient()
let key: string | undefined

export async function handler(event: { body?: string }) {
  const order = orderIn(event.body)
  if (typeof order === 'string') return { statusCode: 400, body: JSON.stringify({ error: order }) }

  key ??= (await secretsManager.send(new GetSecretValueCommand({ SecretId: `${process.env['SALLYPORT_STAGE']}/payments` }))).SecretString
  const answer = await fetch(`${paymentsUrl()}/v1/charges`, {
    method: 'POST',
    redirect: 'error',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'idempotency-key': order.order },
    body: JSON.stringify({ amount: order.amountCents, reference: order.order }),
  })
  if (!answer.ok) return { statusCode: 502, body: JSON.stringify({ error: `the payment API answered ${answer.status}` }) }
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: await answer.text() }
}
