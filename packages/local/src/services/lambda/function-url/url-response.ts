import { validateHeaderName, validateHeaderValue } from 'node:http'

/** What the client of a function URL gets. */
export interface UrlResponse {
  status: number
  headers: (readonly [name: string, value: string])[]
  body: Buffer
}

/** What a client gets when the function failed or answered what is no response. */
export const badGateway: UrlResponse = {
  status: 502,
  headers: [['content-type', 'application/json']],
  body: Buffer.from('Internal Server Error'),
}

/**
 * A function's answer as an HTTP response: an object with a `statusCode` says it all, anything else is the JSON body of a 200.
 * Source: "Invoking Lambda function URLs", response payload format.
 */
export function urlResponse(payload: Buffer): UrlResponse {
  const answer: unknown = JSON.parse(payload.toString('utf8'))
  if (!isObject(answer) || answer.statusCode === undefined) {
    return { status: 200, headers: [['content-type', 'application/json']], body: payload }
  }
  const status = Number(answer.statusCode)
  const headers = headersOf(answer.headers)
  const cookies = answer.cookies ?? []
  const body = answer.body ?? ''
  const isWellFormed =
    Number.isInteger(status) && status >= 200 && status <= 599 && headers !== undefined && isListOfText(cookies) && typeof body === 'string'
  if (!isWellFormed) return badGateway

  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['content-type', 'application/json'])
  for (const cookie of cookies) headers.push(['set-cookie', cookie])
  if (!headers.every(isSendable)) return badGateway
  return { status, headers, body: Buffer.from(body, answer.isBase64Encoded === true ? 'base64' : 'utf8') }
}

/** The length is the server's to say, and a connection header would be about another connection. */
const notTheFunctions = new Set(['content-length', 'transfer-encoding', 'connection'])

function headersOf(headers: unknown = {}): [name: string, value: string][] | undefined {
  if (!isObject(headers)) return undefined
  const entries = Object.entries(headers).filter(([name]) => !notTheFunctions.has(name.toLowerCase()))
  const isPlain = entries.every(([, value]) => ['string', 'number', 'boolean'].includes(typeof value))
  return isPlain ? entries.map(([name, value]) => [name, String(value)]) : undefined
}

function isSendable([name, value]: readonly [string, string]): boolean {
  try {
    validateHeaderName(name)
    validateHeaderValue(name, value)
    return true
  } catch {
    return false // a line break or the like: the answer is no response
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isListOfText(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string')
}
