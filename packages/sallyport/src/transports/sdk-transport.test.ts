import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import type { FoundPlace } from '../place/found-place.ts'
import { type SdkClient, sdkTransport } from './sdk-transport.ts'

class GetSecretValueCommand {
  readonly input: object
  constructor(input: object) {
    this.input = input
  }
}

const place: FoundPlace = { service: 'secretsmanager', id: 'stripe', region: 'eu-west-1', name: 'stripe', version: {} }

/** What a read comes to through a client that sends as told. */
function readThrough(
  send: SdkClient['send'],
  { timeoutMs = 60_000, now = Date.now, endpoint = undefined as unknown, region = undefined as unknown } = {},
) {
  const transport = sdkTransport({ send, config: { endpoint, region } }, { GetSecretValueCommand }, { timeoutMs })
  return transport([place], 'secretsmanager.GetSecretValue', { SecretId: 'stripe' }, {}, now).then(
    (answer) => answer,
    (error: unknown) => error,
  )
}

const never = new Promise<never>(() => undefined)

test('a client that never answers does not hang a read, and is told to give up', async () => {
  let told: AbortSignal | undefined
  const error = await readThrough(
    (_, options) => {
      told = options?.abortSignal
      return never
    },
    { timeoutMs: 5 },
  )
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'stripe', cause: { code: 'ETIMEDOUT' } })
  expect(told?.aborted).toBe(true)
})

test('a client that has answered is not told to give up: its connection is kept', async () => {
  let told: AbortSignal | undefined
  await readThrough(async (_, options) => {
    told = options?.abortSignal
    return { SecretString: 'x' }
  })
  expect(told?.aborted).toBe(false)
})

test.for([
  ['waits', () => never],
  ['has answered', async () => ({ SecretString: 'old' })],
  ['has failed', () => Promise.reject(new Error('socket hang up'))],
] as const)('a read that was frozen over while its client %s is begun anew, once', async ([, first]) => {
  let offsetMs = 0
  let sent = 0
  const freezing: SdkClient['send'] = () => {
    sent += 1
    offsetMs += 3_600_000
    return first()
  }
  const options = { timeoutMs: 5, now: () => Date.now() + offsetMs }
  await readThrough(freezing, options)
  expect(sent).toBe(2)

  sent = 0
  const answer = await readThrough((...args) => (sent === 1 ? Promise.resolve({ SecretString: 'new' }) : freezing(...args)), options)
  expect(answer).toMatchObject({ body: { SecretString: 'new' } })
})

test.for([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'no'],
  ['a number', 7],
  ['an object', { message: { deep: true }, name: 5, code: 7, $metadata: 'x' }],
  ['a frozen error', Object.freeze(new Error('of stripe'))],
  ['an error whose message cannot be changed', Object.defineProperty(new Error(), 'message', { get: () => 'of stripe' })],
])('a client that throws %s is AWS that cannot be reached', async ([, thrown]) => {
  expect(await readThrough(() => Promise.reject(thrown))).toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'stripe' })
  const throwing = () => {
    throw thrown
  }
  expect(await readThrough(throwing)).toMatchObject({ code: 'AWS_UNREACHABLE', secret: 'stripe' })
})

test.for([
  ['AccessDeniedException', 400, 'ACCESS_DENIED'],
  ['ResourceNotFoundException', 400, 'SECRET_NOT_FOUND'],
  ['ThrottlingException', 400, 'THROTTLED'],
  ['InternalServiceError', 500, 'AWS_UNREACHABLE'],
  ['ExpiredTokenException', 400, 'CREDENTIALS_REFUSED'],
  ['CredentialsProviderError', undefined, 'CREDENTIALS_MISSING'],
  ['TimeoutError', undefined, 'AWS_UNREACHABLE'],
] as const)('the SDK’s %s is told by its code', async ([name, httpStatusCode, code]) => {
  const $metadata = { httpStatusCode, requestId: 'request-1' }
  const error = await readThrough(() => Promise.reject(Object.assign(new Error('not you'), { name, $metadata })))
  expect(error).toMatchObject({ code, requestId: 'request-1', cause: { name, message: 'not you' } })
})

test('an error names the region that the client asks, whatever the surroundings say', async () => {
  const refused = async () => {
    throw Object.assign(new Error('not here'), { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } })
  }
  for (const region of ['us-east-1', async () => 'us-east-1']) {
    expect(await readThrough(refused, { region })).toMatchObject({ message: expect.stringContaining('AWS in us-east-1 does not') })
  }
})

test('a client without a region says so, and is not taken for AWS that is down', async () => {
  const region = async () => {
    throw new Error('Region is missing')
  }
  expect(await readThrough(region, { region })).toMatchObject({
    code: 'REGION_MISSING',
    message: expect.stringContaining('Region is missing'),
  })
})

test('an answer that the SDK could not read does not show in the error', async () => {
  let thrown: unknown
  try {
    JSON.parse('{"SecretString":sk_live_1}')
  } catch (error) {
    thrown = Object.defineProperty(error, '$responseBodyText', { value: '{"SecretString":sk_live_1}' })
  }
  expect(String(thrown)).toContain('sk_live') // as Node words it
  const error = await readThrough(() => Promise.reject(thrown))
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('sk_live')
})

test.for([undefined, null, 'text'])('an answer of %j is AWS that cannot be reached', async (answer) => {
  const error = await readThrough(async () => answer)
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE' })
})

test('bytes are read whatever class they are of', async () => {
  const stored = [0, 127, 128, 255]
  for (const SecretBinary of [Uint8Array.from(stored), Buffer.from(stored)]) {
    expect(await readThrough(async () => ({ SecretBinary }))).toMatchObject({ body: { SecretBinary: 'AH+A/w==' } })
  }
})

test('a command that was not handed over is named, and asked for no one', async () => {
  const transport = sdkTransport({ send: () => never, config: {} }, { GetSecretValueCommand })
  await expect(transport([place], 'AmazonSSM.GetParameters', {}, {}, Date.now)).rejects.toMatchObject({
    code: 'BAD_DECLARATION',
    message: expect.stringContaining('GetParametersCommand'),
  })
})

test.for([
  ['localhost', { hostname: 'localhost' }, true],
  ['127.0.0.1, by a function', async () => ({ hostname: '127.0.0.1' }), true],
  ['another host', { hostname: 'localhost.example.com' }, false],
  ['no endpoint of its own', undefined, false],
  ['an endpoint that is a text', 'http://localhost', false],
] as const)('a value of a client for %s may or may not go to loopback', async ([, endpoint, fromLoopback]) => {
  const answer = await readThrough(async () => ({ SecretString: 'x' }), { endpoint })
  expect(answer).toMatchObject({ fromLoopback })
})
