import { createHmac, hash, timingSafeEqual } from 'node:crypto'
import { awsError } from '../aws-error.ts'
import type { WireRequest } from '../wire/protocol.ts'
import { canonicalRequest } from './canonical-request.ts'
import { amzTimestamp } from './read-signature.ts'
import { algorithm, type Signature } from './signature.ts'
import type { SigningKeys } from './signing-keys.ts'

/**
 * Seconds a signature stays valid each side of its `X-Amz-Date`.
 * Source: Signature Version 4, "Elements of an AWS API request signature" (15 minutes).
 */
const maxSkewSeconds = 900

export interface Verification {
  readonly signature: Signature
  readonly secretAccessKey: string
  /** Signing name of the service the request is for. */
  readonly service: string
  readonly signingKeys: SigningKeys
  readonly now: Date
}

/** @throws AwsError `InvalidSignatureException`, in the words of the first rule that is not kept */
export function verifySignature(request: WireRequest, { signature, secretAccessKey, service, signingKeys, now }: Verification): void {
  const { accessKeyId, date, region, timestamp } = signature
  if (signature.service !== service) throw invalid(`Credential should be scoped to correct service: '${service}'. `)
  if (!timestamp.startsWith(date)) throw invalid(`Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP`)
  checkHeadersAreSigned(request, signature.signedHeaders)
  checkAge(signature, now)
  const canonical = hash('sha256', canonicalRequest(request, signature), 'hex')
  const signed = `${algorithm}\n${timestamp}\n${date}/${region}/${service}/aws4_request\n${canonical}`
  const expected = createHmac('sha256', signingKeys.key(accessKeyId, secretAccessKey, date, region, service))
    .update(signed)
    .digest('hex')
  if (!isEqual(expected, signature.hex)) {
    throw invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  }
}

/** `host` and every `x-amz-*` header that was sent must be signed, or a middleman could change them. */
function checkHeadersAreSigned({ headers }: WireRequest, signedHeaders: readonly string[]): void {
  if (!signedHeaders.includes('host')) throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.")
  for (const name in headers) {
    if (name.startsWith('x-amz-') && !signedHeaders.includes(name)) {
      throw invalid(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`)
    }
  }
}

function checkAge({ timestamp, expiresSeconds = maxSkewSeconds }: Signature, now: Date): void {
  const ageMs = now.getTime() - momentOf(timestamp)
  // written so that a date which is none counts as expired
  if (!(ageMs <= expiresSeconds * 1000)) {
    const earliest = amzTimestamp(new Date(now.getTime() - expiresSeconds * 1000))
    const minutes = Math.round(expiresSeconds / 60)
    throw invalid(`Signature expired: ${timestamp} is now earlier than ${earliest} (${amzTimestamp(now)} - ${minutes} min.)`)
  }
  if (ageMs < -maxSkewSeconds * 1000) {
    const latest = amzTimestamp(new Date(now.getTime() + maxSkewSeconds * 1000))
    throw invalid(
      `Signature not yet current: ${timestamp} is still later than ${latest} (${amzTimestamp(now)} + ${maxSkewSeconds / 60} min.)`,
    )
  }
}

/** Milliseconds since 1970 of `YYYYMMDDTHHMMSSZ`. */
function momentOf(timestamp: string): number {
  const part = (start: number, end: number) => Number(timestamp.slice(start, end))
  return Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(9, 11), part(11, 13), part(13, 15))
}

/** In constant time, so that a signature cannot be found digit by digit. */
function isEqual(expected: string, given: string): boolean {
  const a = Buffer.from(expected)
  const b = Buffer.from(given)
  return a.length === b.length && timingSafeEqual(a, b)
}

function invalid(message: string) {
  return awsError('InvalidSignatureException', message)
}
