import type { IncomingMessage } from 'node:http'
import type { WireRequest } from '../wire/protocol.ts'

export function wireRequest(request: IncomingMessage, path: string, query: string, body: Buffer): WireRequest {
  const { method = 'GET', headers, rawHeaders, socket } = request
  const isOnKeptSocket = socket.bytesWritten > 0
  return { method, path, query, headers, rawHeaders, body, sourceIp: socket.remoteAddress ?? '127.0.0.1', isOnKeptSocket }
}

/** A URL as a request line has it, at its first question mark. */
export function splitOnce(url: string): readonly [path: string, query: string] {
  const mark = url.indexOf('?')
  return mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark + 1)]
}
