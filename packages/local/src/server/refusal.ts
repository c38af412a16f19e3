import { randomUUID } from 'node:crypto'
import { maxHeaderSize, type ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

interface Refusal {
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string
}

/** In AWS's JSON form, whatever the protocol would have been. The connection ends with it. */
function refusalOf(code: string, message: string): Refusal {
  const body = JSON.stringify({ __type: code, message })
  return {
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'content-length': Buffer.byteLength(body),
      'x-amzn-RequestId': randomUUID(),
      connection: 'close',
    },
    body,
  }
}

/** Refuses a request that does not come so far as to be an operation's. */
export function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  const { headers, body } = refusalOf(code, message)
  response.writeHead(status, { ...headers }).end(body)
}

/** Refuses what was not HTTP, or not whole in time. Source: Node.js documentation, "Event: 'clientError'". */
export function refuseUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const [status, code, message] = unparsed[error.code ?? ''] ?? notHttp
  const { headers, body } = refusalOf(code, message)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join('')}\r\n${body}`)
}

type Unparsed = readonly [status: string, code: string, message: string]

const notHttp: Unparsed = ['400 Bad Request', 'SerializationException', 'the request is not HTTP']

const unparsed: Readonly<Record<string, Unparsed>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'RequestTimeoutException', 'the request is not whole and its time is over'],
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'RequestEntityTooLargeException',
    `the headers are larger than ${maxHeaderSize} bytes`,
  ],
}
