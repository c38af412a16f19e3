// The AWS SDK as the oracle: the same environment in, the same request out. What is compared is what would go over the wire.

import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { signer } from '../src/aws-client/sigv4.ts'
import { askedBySdk, askedByUs, type Question, type Sent } from './oracle/asked.ts'
import { environment, question } from './oracle/environments.ts'

// What the SDK reads beside: no profile and no metadata service of the machine that runs the test.
const alone = { AWS_CONFIG_FILE: '/nowhere/config', AWS_SHARED_CREDENTIALS_FILE: '/nowhere/credentials', AWS_EC2_METADATA_DISABLED: 'true' }
const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'))
const before = names.map((name) => [name, process.env[name]] as const)

beforeEach(() => {
  for (const name of names) delete process.env[name]
  Object.assign(process.env, alone)
})

afterEach(() => {
  for (const name of Object.keys(alone)) delete process.env[name]
  Object.assign(process.env, Object.fromEntries(before))
})

type Environment = Readonly<Record<string, string | undefined>>

/** Both requests of one environment; ours is signed at the time at which the SDK's was. */
async function both(env: Environment, asked: Question): Promise<{ sdk: Sent | undefined; ours: Sent | undefined; at: Date }> {
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
  try {
    const sdk = await askedBySdk(asked)
    const at = new Date((sdk?.headers['x-amz-date'] ?? '20260101T000000Z').replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'))
    return { sdk, ours: await askedByUs(asked, env, at.getTime()), at }
  } finally {
    for (const name of Object.keys(env)) delete process.env[name]
  }
}

/** `@smithy/signature-v4` uses the hash it is given. */
class Sha256 {
  readonly #made
  constructor(key?: string | Uint8Array) {
    this.#made = key === undefined ? createHash('sha256') : createHmac('sha256', key)
  }
  update(data: string | Uint8Array): void {
    this.#made.update(data)
  }
  async digest(): Promise<Uint8Array> {
    return this.#made.digest()
  }
}

/** The signature that the SDK's signer gives to a request with our headers. */
async function signatureBySdk(
  env: Environment,
  service: string,
  { url, headers, body }: Sent,
  signingDate: Date,
): Promise<string | undefined> {
  const { protocol, hostname, pathname: path } = new URL(url)
  const { authorization, ...unsigned } = headers
  const signing = new SignatureV4({
    service,
    region: env['AWS_REGION'] ?? '',
    credentials: { accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '', secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '' },
    sha256: Sha256 as never, // its type asks for a reset() that is not called
    applyChecksum: false,
  })
  const request = { method: 'POST', protocol, hostname, path, query: {}, headers: unsigned, body }
  const signed = await signing.sign(request, { signingDate })
  return signed.headers['authorization']
}

test('sends what the AWS SDK would send: the same URL, the same headers that AWS looks at, the same body', async () => {
  let refused = 0
  let custom = 0
  await fc.assert(
    fc.asyncProperty(environment, question, async (env, asked) => {
      const { sdk, ours } = await both(env, asked)
      expect(ours === undefined).toBe(sdk === undefined)
      if (!sdk || !ours) return void refused++
      custom += Number(!/amazonaws|api\.|\.gov|cloud/.test(sdk.url))
      expect(ours.url).toBe(sdk.url)
      expect(JSON.parse(ours.body)).toEqual(JSON.parse(sdk.body))
      for (const header of ['host', 'content-type', 'x-amz-target', 'x-amz-date', 'x-amz-security-token']) {
        expect([header, ours.headers[header]]).toEqual([header, sdk.headers[header]])
      }
      const [mine, theirs] = [ours, sdk].map(({ headers }) => /Credential=([^,]+)/.exec(headers['authorization'] ?? '')?.[1])
      expect(mine).toBe(theirs)
    }),
    { numRuns: 600 },
  )
  expect(Math.min(refused, custom)).toBeGreaterThan(20) // both are among what was tried
})

test('signs what it sends as the AWS SDK’s signer would', async () => {
  await fc.assert(
    fc.asyncProperty(environment, question, async (env, asked) => {
      const { ours, at } = await both(env, asked)
      if (ours) expect(ours.headers['authorization']).toBe(await signatureBySdk(env, asked.service, ours, at))
    }),
    { numRuns: 300 },
  )
})

test('signs what the AWS SDK sends as the AWS SDK did', async () => {
  await fc.assert(
    fc.asyncProperty(environment, question, async (env, asked) => {
      const { sdk, at } = await both(env, asked)
      if (!sdk) return
      const { authorization, 'x-amz-date': date, 'x-amz-security-token': token, ...headers } = sdk.headers
      const signed = /SignedHeaders=([^,]+)/.exec(authorization ?? '')?.[1]?.split(';') ?? []
      const given = Object.fromEntries(Object.entries(headers).filter(([name]) => signed.includes(name)))
      const credentials = {
        accessKeyId: env.AWS_ACCESS_KEY_ID,
        secretAccessKey: env.AWS_SECRET_ACCESS_KEY,
        sessionToken: env.AWS_SESSION_TOKEN,
      }
      const [start, scope] = [`POST\n${new URL(sdk.url).pathname}`, { region: env.AWS_REGION, service: asked.service }]
      const again = signer()(start, given, sdk.body, credentials, scope, at)
      expect(again['authorization']).toBe(authorization)
    }),
    { numRuns: 300 },
  )
})

test.for(['AWS_USE_FIPS_ENDPOINT', 'AWS_USE_DUALSTACK_ENDPOINT'])('refuses %s beside an endpoint, as the AWS SDK does', async (flag) => {
  const keys = { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'example' }
  const asked: Question = { service: 'ssm', operation: 'GetParameters', input: { Names: ['/a'] } }
  const env = { ...keys, AWS_ENDPOINT_URL: 'https://proxy.example', [flag]: 'true' }
  expect(await both(env, asked)).toMatchObject({ sdk: undefined, ours: undefined })
  const plain = await both({ ...env, [flag]: 'false' }, asked)
  expect([plain.sdk?.url, plain.ours?.url]).toEqual(['https://proxy.example/', 'https://proxy.example/'])
})
