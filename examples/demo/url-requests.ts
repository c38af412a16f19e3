import { randomUUID } from 'node:crypto'

/** An order nobody has sent before. */
export function order() {
  return { order: randomUUID(), amountCents: 1999 }
}

/** What a request to a function's URL gave. */
export interface Called {
  status: number
  body: string
  ms: number
}

/** One real HTTP request to the function's URL. */
export async function call(url: string, body: object = order()): Promise<Called> {
  const startedAt = performance.now()
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  return { status: response.status, body: await response.text(), ms: performance.now() - startedAt }
}
