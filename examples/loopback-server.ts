import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request with its body read. */
export interface ApiRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** What an external API answers: a status and a body that is sent as JSON. */
export type ApiAnswer = readonly [status: number, body: object]

/** Starts a real HTTP server on a free port of 127.0.0.1. */
export async function startLoopbackServer(answer: (request: ApiRequest) => ApiAnswer): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer) // a request without an encoding gives buffers
    const { method = 'GET', headers } = request
    const [status, body] = answer({
      method,
      headers,
      url: new URL(request.url ?? '/', `http://${headers.host}`),
      body: Buffer.concat(parts).toString(),
    })
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  const { port } = server.address() as AddressInfo // a TCP server that listens has a port
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}
