/** What the caller orders: an amount in cents and the order it pays for. */
export interface Order {
  order: string
  amountCents: number
}

/** The order in a request's body, or the sentence that says what is wrong with it. */
export function orderIn(body: string | undefined): Order | string {
  let parsed: unknown
  try {
    parsed = JSON.parse(body ?? '')
  } catch {
    return 'the body is not JSON: send { "order": "…", "amountCents": 1999 }'
  }
  const { order, amountCents } = (parsed ?? {}) as Partial<Order> // each field is checked on the next lines
  if (typeof order !== 'string' || order === '') return 'order is not a text'
  if (!Number.isSafeInteger(amountCents) || (amountCents as number) <= 0) return 'amountCents is not a whole number above 0'
  return { order, amountCents: amountCents as number }
}

/** The base URL of the payment API: an ordinary environment variable, since it is no secret. */
export const paymentsUrl = () => process.env['PAYMENTS_URL'] ?? 'https://api.payments.example'
