import { createHash, createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { SignatureV4 } from '@smithy/signature-v4'
import { expect, test } from 'vitest'
import { signer } from './sigv4.ts'

interface Vector {
  readonly name: string
  readonly context: {
    readonly credentials: { readonly access_key_id: string; readonly secret_access_key: string; readonly token?: string }
    readonly region: string
    readonly service: string
    readonly sign_body: boolean
    readonly timestamp: string
  }
  readonly request: string
  readonly signature: string
  readonly signedRequest: string
}

// Source and licence: vectors/README.md.
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../../vectors/aws-signing-test-suite-v4.json', import.meta.url), 'utf8'),
)

/** The requests that this package makes have no query, a plain path and headers without doubles, so these vectors are within its contract. */
function signable({ request }: Vector) {
  const [head = '', body = ''] = request.split('\n\n')
  const [first = '', ...lines] = head.split('\n')
  const [, method = '', path = ''] = /^(\S+) (.*) HTTP/.exec(first) ?? []
  const pairs = lines.filter((line) => line !== '').map((line) => /^([^:]+):(.*)$/.exec(line)?.slice(1) ?? [])
  const headers = Object.fromEntries(pairs.map(([name = '', value = '']) => [name.toLowerCase(), value]))
  const isPlain =
    /^\/[\w/.~-]*$/.test(path) &&
    !/\/\/|\/\.|\/$/.test(path.slice(1)) &&
    Object.keys(headers).length === pairs.length &&
    pairs.every(([, value]) => value === value?.trim() && !/ {2}/.test(value ?? '  '))
  return isPlain ? { method, path, headers, body } : undefined
}

const covered = vectors.filter((vector) => signable(vector) !== undefined && !/normalized|multiline|sts-header-after/.test(vector.name))

// Left out: paths that signing would normalise, and a session token that is added after signing.
test('covers the vectors without query, odd path or odd headers', () => {
  expect(covered.length).toBe(11)
})

test.for(covered.map((vector) => [vector.name, vector] as const))('signs as AWS’s published vector %s', ([, vector]) => {
  const { context, signature } = vector
  const request = signable(vector)
  if (request === undefined) throw new Error('filtered above')
  const headers = context.sign_body
    ? { ...request.headers, 'x-amz-content-sha256': createHash('sha256').update(request.body).digest('hex') }
    : request.headers
  const { access_key_id: accessKeyId, secret_access_key: secretAccessKey, token: sessionToken } = context.credentials
  const { method, path, body } = request
  const credentials = { accessKeyId, secretAccessKey, sessionToken }
  const signed = signer()(`${method}\n${path}`, headers, body, credentials, context as never, new Date(context.timestamp))
  expect(signed['authorization']).toContain(`Signature=${signature}`)
})

class Sha256 {
  #hash: { update(data: Uint8Array | string): unknown; digest(): Buffer }
  constructor(key?: string | Uint8Array) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }
  update(data: Uint8Array | string) {
    this.#hash.update(data)
  }
  async digest() {
    return new Uint8Array(this.#hash.digest())
  }
  reset() {}
}

test.for([
  ['secretsmanager', 'eu-west-1', undefined, '/'],
  ['ssm', 'us-gov-west-1', 'a/session+token==', '/'],
  ['secretsmanager', 'cn-north-1', 'token', '/behind/a.proxy~1'],
] as const)('signs a request to %s in %s as the AWS SDK does', async ([service, region, sessionToken, path]) => {
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY', sessionToken }
  const date = new Date('2026-11-24T06:50:00Z')
  const body = JSON.stringify({ SecretId: 'prod/stripe', VersionStage: 'AWSCURRENT', note: 'ümläut' })
  const headers = {
    host: `${service}.${region}.amazonaws.com`,
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'secretsmanager.GetSecretValue',
  }
  const sdk = new SignatureV4({
    credentials: { ...credentials, ...(sessionToken === undefined ? {} : { sessionToken }) } as never,
    region,
    service,
    sha256: Sha256 as never,
    applyChecksum: false,
  })
  const expected = await sdk.sign(
    { method: 'POST', protocol: 'https:', hostname: headers.host, path, headers, body },
    { signingDate: date },
  )

  const signed = signer()(`POST\n${path}`, headers, body, credentials, { region, service }, date)
  expect(signed['authorization']).toBe(expected.headers['authorization'])
})
