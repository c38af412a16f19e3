import { awsError } from '../aws-error.ts'
import type { HttpBinding, Operation } from '../operation.ts'
import { jsonText } from './aws-json.ts'
import { jsonBody } from './json-body.ts'
import { pathMembers } from './path-template.ts'
import type { Protocol, WireRequest } from './protocol.ts'
import type { WireObject } from './wire-value.ts'

/**
 * REST-JSON: method and path name the operation; members travel in the path, the query, headers and the body.
 * Source: Smithy 2.0, "AWS restJson1 protocol"; a refused caller gets a 403 ("Common errors", Lambda API Reference).
 */
export function restJson(): Protocol {
  return {
    input(request, operation) {
      const http = bindingOf(operation)
      return { ...bodyMembers(request, http), ...boundMembers(request, operation, http) }
    },
    answer(output, operation, requestId) {
      const { status = 200, answerHeaders = {}, answerPayload } = bindingOf(operation)
      const { body, headers } = separated(output, answerHeaders)
      const sent = typeof status === 'number' ? status : Number(output[status.member])
      if (typeof status !== 'number') delete body[status.member]
      const payload = answerPayload === undefined ? jsonText(body) : payloadBytes(output[answerPayload])
      const isEmpty = sent === 204
      return {
        status: sent,
        headers: { ...(isEmpty ? {} : { 'content-type': 'application/json' }), 'x-amzn-RequestId': requestId, ...headers },
        body: isEmpty ? '' : payload,
      }
    },
    refusal({ code, message, status, members }, requestId) {
      return {
        status: statusByGateCode[code] ?? status,
        headers: { 'content-type': 'application/json', 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': code },
        body: JSON.stringify({ Type: status < 500 ? 'User' : 'Service', Message: message, ...members }),
      }
    },
  }
}

const statusByGateCode: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  UnknownOperationException: 404,
  UnrecognizedClientException: 403,
}

function bindingOf({ name, http }: Operation): HttpBinding {
  if (http === undefined) throw new Error(`operation ${name} does not say its method and path`)
  return http
}

function bodyMembers({ body }: WireRequest, { payload }: HttpBinding): Record<string, unknown> {
  if (payload !== undefined) return body.length === 0 ? {} : { [payload]: body }
  const parsed = jsonBody(body)
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw awsError('SerializationException', 'the body is not an object')
  return { ...parsed }
}

/** Path, query and header members are text: each shape makes its own kind of them. */
function boundMembers(request: WireRequest, { input }: Operation, { path, query = {}, headers = {} }: HttpBinding): object {
  const form = new Map(Object.entries(pathMembers(path, request.path) ?? {}))
  const sent = new URLSearchParams(request.query)
  for (const [member, name] of Object.entries(query)) {
    const value = sent.get(name)
    if (value !== null) form.set(member, value)
  }
  for (const [member, name] of Object.entries(headers)) {
    const value = request.headers[name.toLowerCase()]
    if (typeof value === 'string') form.set(member, value)
  }
  return Object(input.fromForm(form))
}

function separated(output: WireObject, answerHeaders: Readonly<Record<string, string>>) {
  const body: Record<string, WireObject[string]> = { ...output }
  const headers: Record<string, string> = {}
  for (const [member, name] of Object.entries(answerHeaders)) {
    if (body[member] !== undefined) headers[name] = String(body[member])
    delete body[member]
  }
  return { body, headers }
}

function payloadBytes(value: WireObject[string]): string | Uint8Array {
  return value instanceof Uint8Array ? value : value === undefined ? '' : String(value)
}
