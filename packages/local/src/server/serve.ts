import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { controlPrefix } from '../control/handle-control.ts'
import { defaultBodyLimitBytes, type Service } from '../service.ts'
import type { WireRequest, WireResponse } from '../wire/protocol.ts'
import { guardRefusal } from './guard.ts'
import { malformedRefusal } from './malformed.ts'
import { readBody } from './read-body.ts'
import { refuse, refuseUnparsed } from './refusal.ts'
import { splitOnce, wireRequest } from './wire-request.ts'

export interface Handlers {
  readonly services: readonly Service[]
  servicePathOf(path: string): Service | undefined
  api(request: WireRequest, answered: (response: WireResponse | undefined) => void): void
  control(request: IncomingMessage, response: ServerResponse): void
  ownPath(service: Service, request: IncomingMessage, response: ServerResponse): void
}

export interface Listening {
  readonly port: number
  close(): Promise<void>
}

/**
 * Connections that may wait to be taken; Node.js's own limit is 511. Of those beyond it, such as when a thousand clients start at once, the
 * system drops the first packet, and the client sends it again only after 1, 3, 7, … seconds.
 */
const waitingConnections = 4096

/** Listens on 127.0.0.1 alone. A request that is not whole after `requestTimeoutMs` is refused. */
export async function serve(port: number, requestTimeoutMs: number, handlers: Handlers): Promise<Listening> {
  const server = createServer({
    requireHostHeader: false, // Node.js would refuse a request without one, in no form of AWS's: it is refused below
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1000, requestTimeoutMs),
    keepAliveTimeout: 60_000, // longer than an SDK keeps a quiet connection, so that it never writes to one just closed
  })
  server.on('clientError', refuseUnparsed)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', backlog: waitingConnections }, () => {
      server.off('error', reject)
      resolve()
    })
  })
  const { port: listening } = server.address() as AddressInfo // it listens on a port, not on a pipe
  server.on('checkExpectation', (_request, response) =>
    refuse(response, 417, 'ExpectationFailedException', 'Expect asks for what is not served: only 100-continue is'),
  )
  server.on('request', (request, response) => receive(request, response, listening, handlers))
  return {
    port: listening,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function receive(request: IncomingMessage, response: ServerResponse, port: number, handlers: Handlers): void {
  const malformed = malformedRefusal(request)
  if (malformed !== undefined) {
    refuse(response, 400, 'SerializationException', malformed)
    return
  }
  const [path, query] = splitOnce(request.url ?? '/')
  const own = handlers.services.find(({ handlesPaths }) => handlesPaths !== undefined && path.startsWith(handlesPaths.prefix))
  const refusal = guardRefusal(request.headers, port, { anyOrigin: own !== undefined })
  if (refusal !== undefined) refuse(response, 403, 'AccessDeniedException', refusal)
  else if (own !== undefined) handlers.ownPath(own, request, response)
  else if (path.startsWith(controlPrefix)) handlers.control(request, response)
  else receiveCall(request, response, path, query, handlers)
}

function receiveCall(request: IncomingMessage, response: ServerResponse, path: string, query: string, handlers: Handlers): void {
  const limit = handlers.servicePathOf(path)?.bodyLimitBytes ?? defaultBodyLimitBytes
  readBody(request, limit, (body) => {
    if (body === undefined) {
      refuse(response, 413, 'RequestEntityTooLargeException', `the body is larger than ${limit} bytes`)
      return
    }
    handlers.api(wireRequest(request, path, query, body), (answer) => {
      if (answer === undefined) request.socket.destroy()
      else send(response, answer)
    })
  })
}

function send(response: ServerResponse, { status, headers, body }: WireResponse): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(body)
}
