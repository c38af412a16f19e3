import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { WireRequest } from '../wire/protocol.ts'
import { readSignature } from './read-signature.ts'
import { SigningKeys } from './signing-keys.ts'
import { verifySignature } from './verify-signature.ts'

interface Suite {
  readonly secretAccessKey: string
  readonly now: string
  readonly service: string
  readonly cases: readonly { readonly name: string; readonly inHeader: string; readonly inQuery: string }[]
}

const suite: Suite = JSON.parse(readFileSync(new URL('vectors/aws-signing-test-suite.json', import.meta.url), 'utf8'))

/** These add the session token after signing, which AWS allows some services; no client of the services here does it. */
const tokenUnsigned = ['post-sts-header-after']

function verify(request: WireRequest, now = new Date(suite.now)): void {
  const signature = readSignature(request)
  if (signature === undefined) throw new Error('the request has no signature')
  verifySignature(request, {
    signature,
    secretAccessKey: suite.secretAccessKey,
    service: suite.service,
    signingKeys: new SigningKeys(),
    now,
  })
}

/** A request as it stands in the suite, read as Node's parser would read it: bytes, not characters. */
function parsed(text: string): WireRequest {
  const bytes = Buffer.from(text).toString('latin1')
  const end = bytes.indexOf('\n\n')
  const [requestLine = '', ...lines] = bytes
    .slice(0, end < 0 ? undefined : end)
    .replace(/\n\s+/g, ' ')
    .split('\n')
  const words = requestLine.split(' ')
  const [path = '', query = ''] = words
    .slice(1, -1)
    .join(' ')
    .split(/\?(.*)/s)
  const rawHeaders = lines.filter((line) => line !== '').flatMap((line) => line.split(/:(.*)/s).slice(0, 2))
  const headers: Record<string, string> = {}
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] ?? '').toLowerCase()
    const value = (rawHeaders[index + 1] ?? '').trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  const body = Buffer.from(end < 0 ? '' : bytes.slice(end + 2), 'latin1')
  return { method: words[0] ?? '', path, query, headers, rawHeaders, body, sourceIp: '127.0.0.1' }
}

const cases = suite.cases.filter(({ name }) => !tokenUnsigned.includes(name))

describe.each(cases)("AWS's own signing test $name", ({ inHeader, inQuery }) => {
  test('is accepted in the header form', () => verify(parsed(inHeader)))

  test('is accepted in the query form', () => verify(parsed(inQuery)))

  test('is refused when one digit of the signature is another', () => {
    const changed = inHeader.replace(/(Signature=\w+)(\w)/, (_, most: string, last: string) => `${most}${last === '0' ? '1' : '0'}`)
    expect(() => verify(parsed(changed))).toThrow('does not match')
  })
})

const vanilla = parsed(cases.find(({ name }) => name === 'get-vanilla')?.inHeader ?? '')
const presigned = parsed(cases.find(({ name }) => name === 'get-vanilla')?.inQuery ?? '')
const minutes = (count: number) => new Date(new Date(suite.now).getTime() + count * 60_000)

test('a signature holds 15 minutes each side of its date', () => {
  verify(vanilla, minutes(15))
  verify(vanilla, minutes(-15))
  expect(() => verify(vanilla, minutes(15.1))).toThrow(/^Signature expired: 20150830T123600Z is now earlier than/)
  expect(() => verify(vanilla, minutes(-15.1))).toThrow(/^Signature not yet current: 20150830T123600Z is still later than/)
})

test('a presigned request holds as long as it says, and no longer', () => {
  verify(presigned, minutes(59))
  expect(() => verify(presigned, minutes(61))).toThrow('Signature expired')
})

test('a header that begins with x-amz- and is not signed is refused', () => {
  const added = { ...vanilla, headers: { ...vanilla.headers, 'x-amz-target': 'secretsmanager.GetSecretValue' } }
  expect(() => verify(added)).toThrow("'x-amz-target' must be a 'SignedHeader'")
})

test('a session token that was added after signing is refused', () => {
  const { inHeader = '' } = suite.cases.find(({ name }) => name === 'post-sts-header-after') ?? {}
  expect(() => verify(parsed(inHeader))).toThrow("'x-amz-security-token' must be a 'SignedHeader'")
})

test('a body that was changed is refused, whatever hash the header claims', () => {
  const { inHeader = '' } = suite.cases.find(({ name }) => name === 'post-x-www-form-urlencoded') ?? {}
  const request = parsed(inHeader)
  verify(request)
  expect(() => verify({ ...request, body: Buffer.from('Param1=value2') })).toThrow('does not match')
})

test('a path, a query, a method or a signed header that was changed is refused', () => {
  for (const changed of [{ path: '/x' }, { query: 'a=b' }, { method: 'PUT' }, { headers: { ...vanilla.headers, host: 'other' } }]) {
    expect(() => verify({ ...vanilla, ...changed })).toThrow('does not match')
  }
})

test('a signature for another service is refused in words', () => {
  expect(() =>
    verify({
      ...vanilla,
      headers: { ...vanilla.headers, authorization: (vanilla.headers.authorization ?? '').replace('/service/', '/sts/') },
    }),
  ).toThrow("Credential should be scoped to correct service: 'service'.")
})

test.each([
  ['Basic abc', "must begin with 'AWS4-HMAC-SHA256'"],
  ['AWS4-HMAC-SHA256 garbage', "requires 'Credential' parameter. Authorization header requires 'Signature' parameter."],
  ['AWS4-HMAC-SHA256 Credential=a/b, SignedHeaders=host, Signature=0', "must have the form 'KEY/DATE/REGION/SERVICE/aws4_request'"],
  ['AWS4-HMAC-SHA256 Credential=AK/20150830/US_1/s/aws4_request, SignedHeaders=host, Signature=0', 'valid region'],
])('the header %s is incomplete', (authorization, message) => {
  expect(() => readSignature({ ...vanilla, headers: { ...vanilla.headers, authorization } })).toThrow(message)
})
