import { hash } from 'node:crypto'
import { percentEncoded } from '../wire/percent-encoded.ts'
import type { WireRequest } from '../wire/protocol.ts'
import type { Signature } from './signature.ts'

/**
 * The text that was signed, made anew from what arrived: the body is hashed here, whatever hash the client claims.
 * Source: Signature Version 4, "Create a signed AWS API request", step 1.
 */
export function canonicalRequest(request: WireRequest, { signedHeaders, expiresSeconds }: Signature): string {
  let headers = ''
  for (const name of signedHeaders) headers += `${name}:${headerValue(request, name)}\n`
  const query = request.query === '' ? '' : canonicalQuery(request.query, expiresSeconds !== undefined)
  const path = request.path === '/' ? '/' : canonicalPath(request.path)
  return `${request.method}\n${path}\n${query}\n${headers}\n${signedHeaders.join(';')}\n${hash('sha256', request.body, 'hex')}`
}

/** Each byte of the path as sent is encoded once more, except for S3, which is not served here. */
function canonicalPath(path: string): string {
  const segments: string[] = []
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(percentEncoded(utf8(segment)))
  }
  const trailing = segments.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : ''
  return `/${segments.join('/')}${trailing}`
}

function canonicalQuery(query: string, isPresigned: boolean): string {
  const parameters: [string, string][] = []
  for (const part of query.split('&')) {
    if (part === '') continue
    const equals = part.indexOf('=')
    const name = recoded(equals < 0 ? part : part.slice(0, equals))
    if (!isPresigned || name !== 'X-Amz-Signature') parameters.push([name, equals < 0 ? '' : recoded(part.slice(equals + 1))])
  }
  return parameters
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

/** By code unit, not by locale; encoded text is ASCII. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** A header sent several times counts as one, its values joined; blanks around are dropped and those inside become one. */
function headerValue({ headers, rawHeaders }: WireRequest, name: string): string {
  const value = headers[name]
  if (typeof value === 'string' && !value.includes(',')) return trimmed(value)
  // Node joins repeated headers by ", ", SigV4 by ",": only the raw ones tell which it was
  const values: string[] = []
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === name) values.push(trimmed(rawHeaders[index + 1] ?? ''))
  }
  return values.join(',')
}

function trimmed(value: string): string {
  const trim = value.trim()
  return trim.includes('  ') ? trim.replace(/ {2,}/g, ' ') : trim
}

/** Percent-encoded as SigV4 wants it, whatever the client left plain. */
function recoded(text: string): string {
  try {
    return percentEncoded(decodeURIComponent(utf8(text)))
  } catch {
    return percentEncoded(utf8(text)) // a lone `%`
  }
}

/** Node hands over what came as bytes; a client may have sent UTF-8 as it is. */
function utf8(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8')
}
