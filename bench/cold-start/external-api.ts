import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** An API that takes one key and answers a constant; anything else is refused, so that a call without the key is no answer. */
export async function serveExternalApi(key: string) {
  const server = createServer((request, response) => {
    const isAllowed = request.headers.authorization === `Bearer ${key}`
    response.writeHead(isAllowed ? 200 : 401, { 'content-type': 'application/json' }).end('{"object":"balance"}')
  })
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening)
  })
  return {
    port: (server.address() as AddressInfo).port, // a TCP server that listens has a port
    stop: () =>
      new Promise<void>((stopped) => {
        server.close(() => stopped())
        server.closeAllConnections()
      }),
  }
}
