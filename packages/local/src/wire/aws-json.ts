import { jsonBody } from './json-body.ts'
import type { Protocol, WireResponse } from './protocol.ts'
import { isList, type WireObject, type WireValue } from './wire-value.ts'

/**
 * AWS JSON: the operation in `X-Amz-Target`, everything else in the body; every error of the caller's is a 400.
 * Source: Smithy 2.0, "AWS JSON 1.1 protocol" and "AWS JSON 1.0 protocol".
 */
export function awsJson(version: '1.0' | '1.1'): Protocol {
  const contentType = `application/x-amz-json-${version}`
  return {
    input: ({ body }) => jsonBody(body),
    answer: (output, _operation, requestId) => response(200, jsonText(output), requestId),
    refusal: ({ code, message, status, members }, requestId) =>
      response(status, JSON.stringify({ __type: code, Message: message, ...members }), requestId),
  }

  function response(status: number, body: string, requestId: string): WireResponse {
    return { status, headers: { 'content-type': contentType, 'x-amzn-RequestId': requestId }, body }
  }
}

/** Dates as seconds since 1970 with milliseconds, bytes as base64. */
export function jsonText(output: WireObject): string {
  return JSON.stringify(jsonValue(output))
}

function jsonValue(value: WireValue): unknown {
  if (typeof value !== 'object') return value
  if (value instanceof Date) return value.getTime() / 1000
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
  if (isList(value)) return value.map(jsonValue)
  const written: Record<string, unknown> = Object.create(null) // `__proto__` may be the name of a member, as of a map of tags
  for (const [member, each] of Object.entries(value)) written[member] = jsonValue(each)
  return written
}
