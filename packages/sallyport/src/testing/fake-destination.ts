import type { IncomingMessage } from 'node:http'
import type { Connections } from '../calling-out/connections.ts'
import { SallyportError } from '../sallyport-error.ts'
import type { FakeReply } from './fake-call.ts'

/** A request as it arrived. */
export interface Arrived {
  readonly url: URL
  readonly method: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/**
 * Connections to every host that end in this process: Node's own HTTP client and server, joined by a pair of streams, so that a call goes
 * through all that a real one does but the network. `answer` is `undefined` while the test gave no answer.
 */
export function fakeDestination(answer: () => ((arrived: Arrived) => Promise<FakeReply>) | undefined): Connections {
  const { createServer, request } = process.getBuiltinModule('node:http')
  const { duplexPair } = process.getBuiltinModule('node:stream')

  return {
    ready: async () => undefined,
    request(url, { method = 'GET', headers = {} }, _isResend, answered) {
      const answering = answer()
      if (!answering) {
        const message = `the test has no answer for ${method} ${url.origin}${url.pathname}: give one with answer()`
        throw new SallyportError('CALL_FAILED', { message })
      }

      const server = createServer(async (incoming, outgoing) => {
        try {
          const parts: Buffer[] = []
          for await (const part of incoming) parts.push(part)
          const {
            status = 200,
            headers,
            body,
            json,
          } = await answering({ url, method, headers: incoming.headers, body: Buffer.concat(parts) })
          const type = json === undefined ? {} : { 'content-type': 'application/json' }
          outgoing.writeHead(status, { ...type, ...headers })
          outgoing.end(json === undefined ? body : JSON.stringify(json))
        } catch (error) {
          client.destroy(error as Error) // what the test's own answer threw, told to the caller as the end of the call
        }
      })
      const client = request(
        {
          method,
          path: url.pathname + url.search,
          headers: { ...headers, host: url.host },
          // Node.js, "HTTP", event "connection": any Duplex can be injected into a server, which need not listen.
          createConnection() {
            const [near, far] = duplexPair()
            server.emit('connection', far)
            return near
          },
        },
        answered,
      )
      return client
    },
  }
}
