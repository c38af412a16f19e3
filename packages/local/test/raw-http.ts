import { connect } from 'node:net'
import type { Local } from '../src/index.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends bytes as they are, which no HTTP client would, and reads one answer; `undefined` when the connection ends without one. */
export function rawExchange(port: number, sent: string | Uint8Array): Promise<RawAnswer | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    const received: Buffer[] = []
    const finish = () => {
      socket.destroy()
      resolve(parsed(Buffer.concat(received).toString('latin1')))
    }
    socket.on('data', (chunk) => {
      received.push(chunk)
      if (isWhole(Buffer.concat(received).toString('latin1'))) finish()
    })
    socket.on('error', finish)
    socket.on('close', finish)
    socket.write(sent)
  })
}

/** A request with these headers and nothing else; its `Content-Length` is the body's. */
export function rawRequest(
  method: string,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: string | Uint8Array = '',
): Buffer {
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
}

/** Sends a JSON call unsigned; the server takes any credentials, so that what is tested is the reading of it. */
export async function sentUnsigned({ local }: { readonly local: Local }, target: string, body: string | Uint8Array) {
  const host = `127.0.0.1:${local.port}`
  const sent = rawRequest('POST', '/', { Host: host, 'X-Amz-Target': target, 'Content-Type': 'application/x-amz-json-1.1' }, body)
  return await rawExchange(local.port, sent)
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n')
  const length = /^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1]
  return end >= 0 && (length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= end + 4 + Number(length))
}

function parsed(text: string): RawAnswer | undefined {
  const [head = '', body = ''] = text.split(/\r\n\r\n(.*)/s)
  const [statusLine = '', ...lines] = head.split('\r\n')
  const status = Number(statusLine.split(' ')[1])
  if (!Number.isInteger(status)) return undefined
  const headers = new Map(lines.map((line) => [line.split(':')[0]?.toLowerCase() ?? '', line.split(/: */).slice(1).join(': ')]))
  return { status, headers, body: headers.get('transfer-encoding') === 'chunked' ? dechunked(body) : body }
}

function dechunked(body: string): string {
  let text = ''
  for (let rest = body; ; ) {
    const size = Number.parseInt(rest, 16)
    if (!(size > 0)) return text
    const start = rest.indexOf('\r\n') + 2
    text += rest.slice(start, start + size)
    rest = rest.slice(start + size + 2)
  }
}
