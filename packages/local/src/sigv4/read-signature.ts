import { awsError } from '../aws-error.ts'
import type { WireRequest } from '../wire/protocol.ts'
import { algorithm, type Signature } from './signature.ts'

/**
 * The signature of a request, or `undefined` when it has none.
 * Source: Signature Version 4, "Elements of an AWS API request signature" and "Create a signed AWS API request" (query parameters).
 * @throws AwsError `IncompleteSignatureException`; its message names what is missing and repeats nothing of the header
 */
export function readSignature({ headers, query }: WireRequest): Signature | undefined {
  const { authorization } = headers
  if (authorization !== undefined) return readHeader(authorization, headers)
  return query.includes('X-Amz-Algorithm=') || query.includes('X-Amz-Signature=') ? readQuery(new URLSearchParams(query)) : undefined
}

function readHeader(authorization: string, headers: WireRequest['headers']): Signature {
  if (!authorization.startsWith(`${algorithm} `)) throw incomplete(`the Authorization header must begin with '${algorithm}'`)
  const parameters = headerParameters(authorization)
  const timestamp = amzDate(headers)
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.has(name))
  if (missing.length > 0) throw incomplete(missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' '))
  if (timestamp === undefined) throw incomplete("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.")
  const token = headers['x-amz-security-token']
  return signature(parameters, '', timestamp, undefined, typeof token === 'string' ? token : undefined)
}

function readQuery(query: URLSearchParams): Signature {
  if (query.get('X-Amz-Algorithm') !== algorithm) throw incomplete(`X-Amz-Algorithm must be '${algorithm}'`)
  const needed = ['X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date', 'X-Amz-Expires']
  const missing = needed.filter((name) => !query.get(name))
  if (missing.length > 0) throw incomplete(`AWS query-string parameters must include ${missing.map((name) => `'${name}'`).join(', ')}.`)
  const expiresSeconds = Number(query.get('X-Amz-Expires'))
  if (!Number.isInteger(expiresSeconds) || expiresSeconds < 1 || expiresSeconds > longestPresignedSeconds) {
    throw incomplete(`X-Amz-Expires must be between 1 and ${longestPresignedSeconds} seconds`)
  }
  return signature(query, 'X-Amz-', query.get('X-Amz-Date') ?? '', expiresSeconds, query.get('X-Amz-Security-Token') ?? undefined)
}

/** A week. Source: Signature Version 4, "Create a signed AWS API request", X-Amz-Expires. */
const longestPresignedSeconds = 604_800

function signature(
  parameters: { get(name: string): string | null | undefined },
  prefix: string,
  timestamp: string,
  expiresSeconds: number | undefined,
  sessionToken: string | undefined,
): Signature {
  const scope = (parameters.get(`${prefix}Credential`) ?? '').split('/')
  const [accessKeyId = '', date = '', region = '', service = '', terminator] = scope
  if (scope.length !== 5 || terminator !== 'aws4_request' || accessKeyId === '' || !/^\d{8}$/.test(date)) {
    throw incomplete("Credential must have the form 'KEY/DATE/REGION/SERVICE/aws4_request'")
  }
  if (!/^[a-z0-9-]{1,32}$/.test(region)) throw incomplete('Credential should be scoped to a valid region.')
  if (!/^\d{8}T\d{6}Z$/.test(timestamp)) throw incomplete("the request's date must have the form YYYYMMDD'T'HHMMSS'Z'")
  const hex = parameters.get(`${prefix}Signature`) ?? ''
  const signedHeaders = (parameters.get(`${prefix}SignedHeaders`) ?? '').split(';')
  return { accessKeyId, date, region, service, signedHeaders, hex, timestamp, expiresSeconds, sessionToken }
}

function headerParameters(authorization: string): Map<string, string> {
  const parameters = new Map<string, string>()
  for (const part of authorization.slice(algorithm.length + 1).split(',')) {
    const equals = part.indexOf('=')
    if (equals > 0) parameters.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim())
  }
  return parameters
}

/** `X-Amz-Date`, else `Date` brought to its form. */
function amzDate({ 'x-amz-date': sent, date }: WireRequest['headers']): string | undefined {
  if (typeof sent === 'string') return sent
  if (date === undefined) return undefined
  const moment = new Date(date)
  return Number.isNaN(moment.getTime()) ? undefined : amzTimestamp(moment)
}

/** `YYYYMMDDTHHMMSSZ` */
export function amzTimestamp(moment: Date): string {
  return moment.toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function incomplete(message: string) {
  return awsError('IncompleteSignatureException', message)
}
