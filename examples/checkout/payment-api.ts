import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A payment API on loopback: a real HTTP server that takes a charge from who holds a key it accepts, and counts the others. */
export interface PaymentApi {
  url: string
  /** Requests answered with 401, since the start. */
  refused(): number
  /** Charges taken, since the start. */
  charged(): number
  accept(key: string): void
  /** Refuses `key` from this moment on. */
  revoke(key: string): void
  stop(): Promise<void>
}

/**
 * Starts the payment API on a free port of 127.0.0.1.
 * @param options.delayMs how long a charge takes, in milliseconds; default 0
 */
export async function startPaymentApi({ delayMs = 0 }: { delayMs?: number } = {}): Promise<PaymentApi> {
  const accepted = new Set<string>()
  let refused = 0
  let charged = 0
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    request.resume()
    request.on('end', () => {
      const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
      if (key === undefined || !accepted.has(key)) {
        refused += 1
        return answer(401, { error: 'this key is not accepted' })
      }
      if (request.method !== 'POST' || request.url !== '/v1/charges') return answer(404, { error: 'there is only POST /v1/charges' })
      charged += 1
      setTimeout(() => answer(200, { charge: `ch_${randomUUID()}`, status: 'succeeded' }), delayMs)
    })
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo // a TCP server that listens has a port
  return {
    url: `http://127.0.0.1:${port}`,
    refused: () => refused,
    charged: () => charged,
    accept: (key) => void accepted.add(key),
    revoke: (key) => void accepted.delete(key),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}
