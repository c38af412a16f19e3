import { callError } from './call-error.ts'
import type { CallOptions } from './call-options.ts'
import { holdsRedaction, revealFirst } from './caller-headers.ts'

/** The bytes of a request, with the headers that follow from them. */
export interface Payload {
  readonly content: string | Uint8Array | AsyncIterable<string | Uint8Array> | undefined
  readonly headers: Readonly<Record<string, string>>
  /** Whether it can be sent once more. */
  readonly isReplayable: boolean
}

export function payloadOf({ body, json }: CallOptions, secret: string): Payload {
  if (json !== undefined && body === undefined) {
    const text: unknown = JSON.stringify(json) // of a function it makes none
    if (typeof text === 'string') {
      if (holdsRedaction(text)) throw revealFirst(secret)
      return sized(text, 'application/json')
    }
  }
  if (json === undefined) {
    if (body === undefined) return { content: undefined, headers: {}, isReplayable: true }
    if (body instanceof URLSearchParams) return sized(String(body), 'application/x-www-form-urlencoded')
    if (typeof body === 'string' || body instanceof Uint8Array) return sized(body)
    if (Symbol.asyncIterator in Object(body)) return { content: body, headers: { 'transfer-encoding': 'chunked' }, isReplayable: false }
  }
  throw callError('CALL_FAILED', secret, 'needs text, bytes, URLSearchParams or an async iterable as its body, or json instead')
}

// the length is said by us: node:http leaves it out for the body of a GET or a DELETE
function sized(content: string | Uint8Array, type?: string): Payload {
  const headers = { 'content-length': String(Buffer.byteLength(content)) }
  return { content, headers: type === undefined ? headers : { ...headers, 'content-type': type }, isReplayable: true }
}
