import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { errorReply, type FakeAws, fakeAws, type Reply, type Seen, secretReply } from '../../test/fake-aws.ts'
import { functionOf, held, until } from '../../test/function-of.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { HeldSettings } from '../settings.ts'
import { awsClient } from './client.ts'
import { providedCredentials } from './credentials/provided-credentials.ts'
import type { Service } from './endpoint.ts'
import { userAgent } from './user-agent.ts'

const minutes = 60_000
/** Codes at which the SDK tries again. Source: `@smithy/core`, THROTTLING_ERROR_CODES and TRANSIENT_ERROR_CODES. */
const throttling = [
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
] // prettier-ignore
const passing = ['RequestTimeout', 'RequestTimeoutException', 'InternalServiceError', 'InternalServerError']

const placeOf = (service: Service, id: string): FoundPlace => ({ service, id, region: 'eu-west-1', name: id, version: {} })

/** A client whose AWS answers with `replies`, one after the other and the last for ever. */
async function clientOf(
  replies: readonly Reply[] | ((request: number) => Reply),
  { env = {}, settings = {} }: { env?: Record<string, string>; settings?: Omit<HeldSettings, 'env'> } = {},
) {
  let answered = 0
  const aws: FakeAws = await fakeAws(() => {
    const request = answered++
    return typeof replies === 'function' ? replies(request) : (replies[Math.min(request, replies.length - 1)] ?? 'drop')
  })
  onTestFinished(() => aws.close())
  let offsetMs = 0
  const client = awsClient({ now: () => Date.now() + offsetMs, random: () => 0 }, () => ({ ...settings, env: { ...aws.env, ...env } }))
  return {
    aws,
    advance(ms: number) {
      offsetMs += ms
    },
    call: (): Promise<unknown> =>
      client([placeOf('secretsmanager', 'stripe')], 'secretsmanager.GetSecretValue', { SecretId: 'stripe' }).catch(
        (error: unknown) => error,
      ),
  }
}

const good = secretReply('key-1')

/** The time in a request's signature. */
const signedAt = (seen: Seen | undefined) =>
  Date.parse(String(seen?.headers['x-amz-date']).replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'))

test.for([
  ...throttling.map((code) => [code, errorReply(code)] as const),
  ...passing.map((code) => [code, errorReply(code)] as const),
  ...[500, 502, 503, 504, 429].map((status) => [`HTTP ${status}`, { status, body: '<html>' }] as const),
  ['a cut connection', 'drop'] as const,
])('tries again after %s', async ([, trouble]) => {
  const { aws, call } = await clientOf([trouble, trouble, good])
  expect(await call()).toMatchObject({ body: { SecretString: 'key-1' } })
  expect(aws.seen).toHaveLength(3)
})

test('gives up after three attempts, or as many as AWS_MAX_ATTEMPTS says', async () => {
  for (const [env, attempts] of [
    [{}, 3],
    [{ AWS_MAX_ATTEMPTS: '1' }, 1],
    [{ AWS_MAX_ATTEMPTS: '5' }, 5],
  ] as const) {
    const { aws, call } = await clientOf([errorReply('InternalServiceError', '', 500)], { env })
    expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE' })
    expect(aws.seen).toHaveLength(attempts)
  }
})

test.for(['AccessDeniedException', 'ResourceNotFoundException', 'InvalidParameterException', 'DecryptionFailure', 'ValidationException'])(
  'does not try again after %s',
  async (code) => {
    const { aws, call } = await clientOf([errorReply(code)])
    expect(await call()).toMatchObject({ cause: { name: code }, requestId: 'request-1' })
    expect(aws.seen).toHaveLength(1)
  },
)

test('waits as long as the service asks', async () => {
  const { aws, call } = await clientOf([
    { ...(errorReply('ThrottlingException') as object), body: {}, status: 429, headers: { 'x-amz-retry-after': '30000' } },
  ])
  expect(await call()).toMatchObject({ code: 'THROTTLED' })
  expect(aws.seen).toHaveLength(1) // 30 s are past the deadline of all attempts together
})

test.for([
  ['a bare name', 'AccessDeniedException'],
  ['a namespace', 'com.amazonaws.secretsmanager#AccessDeniedException'],
  ['a URL behind it', 'AccessDeniedException:http://internal.amazon.com/coral/'],
] as const)('understands an error named by %s', async ([, type]) => {
  for (const word of ['message', 'Message']) {
    const { call } = await clientOf([{ status: 400, body: { __type: type, [word]: 'not you' } }])
    expect(await call()).toMatchObject({ code: 'ACCESS_DENIED', cause: { name: 'AccessDeniedException', message: 'not you' } })
  }
})

test('takes what is not AWS for AWS that cannot be reached', async () => {
  for (const body of ['<html>login first</html>', '', 'null', '"text"']) {
    const { call } = await clientOf([{ status: 200, body }])
    expect(await call()).not.toMatchObject({ body: { SecretString: expect.anything() } })
  }
  const { call } = await clientOf([{ status: 403, body: '<html>blocked</html>' }])
  expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE', message: expect.stringContaining('(HTTP 403)') })
})

test('keeps its connection, and takes a new one after 20 seconds without a request', async () => {
  const { aws, call, advance } = await clientOf([good])
  await call()
  await call()
  expect(new Set(aws.seen.map(({ socket }) => socket)).size).toBe(1)
  advance(21_000)
  await call()
  expect(new Set(aws.seen.map(({ socket }) => socket)).size).toBe(2)
})

test('sends at once on a new connection when the kept one has died, and does not count it', async () => {
  const { aws, call } = await clientOf([good, 'drop', good], { env: { AWS_MAX_ATTEMPTS: '1' } })
  await call()
  expect(await call()).toMatchObject({ body: { SecretString: 'key-1' } })
  expect(aws.seen).toHaveLength(3)
})

test('waits before it asks again for a random part of what doubles, so that a fleet does not come back in step', async () => {
  const gapWith = async (random: number) => {
    const at: number[] = []
    const aws = await fakeAws(() => (at.push(performance.now()) === 3 ? good : errorReply('ThrottlingException')))
    onTestFinished(() => aws.close())
    const client = awsClient({ now: Date.now, random: () => random }, () => ({ env: aws.env }))
    await client([placeOf('secretsmanager', 'stripe')], 'secretsmanager.GetSecretValue', { SecretId: 'stripe' })
    return at.slice(1).map((each, i) => each - (at[i] ?? 0))
  }
  const [none, some, all] = await Promise.all([0, 0.4, 1].map(gapWith))
  for (const [i, full] of [500, 1000].entries()) {
    expect(some?.[i]).toBeGreaterThan(0.4 * full - 5) // a timer is never early by more
    expect(all?.[i]).toBeGreaterThan(full - 5)
    expect(none?.[i]).toBeLessThan(some?.[i] ?? 0)
    expect(some?.[i]).toBeLessThan(all?.[i] ?? 0)
  }
})

test('signs with a corrected clock after AWS refuses the time, and goes on with it', async () => {
  const date = new Date(Date.now() + 60 * minutes).toUTCString()
  const late: Reply = {
    status: 400,
    headers: { date },
    body: { __type: 'InvalidSignatureException', message: 'Signature expired: 1 is now earlier than 2' },
  }
  const { aws, call } = await clientOf([late, good])
  await call()
  await call()
  const differences = aws.seen.map((seen) => Math.round((Date.parse(date) - signedAt(seen)) / minutes))
  expect(differences).toEqual([60, 0, 0])
})

test('does not correct the clock from an answer that lay in a frozen process', async () => {
  const date = new Date().toUTCString()
  const { aws, call, advance } = await clientOf((request) => {
    if (request > 0) return good
    advance(10 * minutes)
    return { status: 400, headers: { date }, body: { __type: 'InvalidSignatureException', message: 'Signature expired' } }
  })
  await call()
  expect(Math.abs(signedAt(aws.seen[1]) - Date.parse(date) - 10 * minutes)).toBeLessThan(1 * minutes)
})

test('does not go round for ever with an AWS that refuses every signature', async () => {
  const { aws, call } = await clientOf([errorReply('InvalidSignatureException', 'Signature expired')])
  expect(await call()).toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(aws.seen.length).toBeLessThan(10)
})

test('asks for credentials once more when AWS says that they have expired', async () => {
  let given = 0
  const credentials = providedCredentials(async () => ({ accessKeyId: `AKID${++given}`, secretAccessKey: 'example' }), Date.now)
  const { aws, call } = await clientOf([errorReply('ExpiredTokenException'), good], { settings: { credentials } })
  expect(await call()).toMatchObject({ body: { SecretString: 'key-1' } })
  expect(aws.seen.map(({ headers }) => /Credential=(\w+)/.exec(String(headers.authorization))?.[1])).toEqual(['AKID1', 'AKID2'])
})

test('reads the environment’s keys anew for each request', async () => {
  const env: Record<string, string> = { AWS_ACCESS_KEY_ID: 'AKIDONE', AWS_SESSION_TOKEN: 'token-1' }
  const aws = await fakeAws(() => good)
  onTestFinished(() => aws.close())
  const changing = { ...aws.env, ...env }
  const client = awsClient({ now: Date.now, random: Math.random }, () => ({ env: changing }))
  await client([placeOf('ssm', '/a')], 'AmazonSSM.GetParameters', {})
  Object.assign(changing, { AWS_ACCESS_KEY_ID: 'AKIDTWO', AWS_SESSION_TOKEN: 'token-2' })
  await client([placeOf('ssm', '/a')], 'AmazonSSM.GetParameters', {})
  expect(
    aws.seen.map(({ headers }) => [/Credential=(\w+)/.exec(String(headers.authorization))?.[1], headers['x-amz-security-token']]),
  ).toEqual([
    ['AKIDONE', 'token-1'],
    ['AKIDTWO', 'token-2'],
  ])
})

test('names itself, where it runs and the function', async () => {
  const { aws, call } = await clientOf([good], {
    env: { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
  })
  await call()
  expect(aws.seen[0]?.headers['user-agent']).toBe(`${userAgent({})} fn/checkout exec-env/AWS_Lambda_nodejs24.x`)
})

test('lets no environment variable add a header', async () => {
  const { aws, call } = await clientOf([good], { env: { AWS_LAMBDA_FUNCTION_NAME: 'check\r\nout: x' } })
  expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE', message: expect.stringContaining('ERR_INVALID_CHAR') })
  expect(aws.seen).toHaveLength(0)
})

test('sends nothing with credentials that cannot be a header, and does not show them', async () => {
  const { aws, call } = await clientOf([good], { env: { AWS_SESSION_TOKEN: 'very\nsecret!' } })
  const error = await call()
  expect(error).toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('secret!')
  expect(aws.seen).toHaveLength(0)
})

test('signs when its socket is connected, so that a connection that waited does not make a signature old', async () => {
  const date = Date.now()
  const { aws, call, advance } = await clientOf([good], {
    settings: {
      async credentials() {
        process.nextTick(() => advance(2 * minutes)) // after the request was made and before its socket is connected
        return { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }
      },
    },
  })
  await call()
  expect(signedAt(aws.seen[0]) - date).toBeGreaterThan(1 * minutes)
})

test('does not let a request that AWS leaves open keep others from being answered', async () => {
  const slow = held<Reply>()
  const reply = ({ input }: Seen) => (input['SecretId'] === 'slow' ? slow.promise : secretReply('fast'))
  const { aws, text } = await functionOf(reply)
  const waiting = text('slow').get()
  await until(() => aws.seen.length === 1)
  expect((await text('other').get()).reveal()).toBe('fast')
  slow.release(secretReply('slow'))
  expect((await waiting).reveal()).toBe('slow')
})

test.for([
  ['retry-after', '1', 1_000],
  ['x-amz-retry-after', '700', 700],
] as const)('waits as long as %s says before it tries again', async ([header, value, ms]) => {
  const { call } = await clientOf([{ status: 503, body: '', headers: { [header]: value } }, good])
  const startedAt = performance.now()
  expect(await call()).toMatchObject({ body: { SecretString: 'key-1' } })
  expect(performance.now() - startedAt).toBeGreaterThan(ms - 20) // a timer may fire a little early
})

test('gives up at once when AWS asks it to wait longer than a read may take', async () => {
  const { aws, call } = await clientOf([{ status: 503, body: '', headers: { 'retry-after': '3600' } }, good])
  expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect(aws.seen).toHaveLength(1)
})

test('tries less when many reads fail: a service that is down is not asked three times by each', async () => {
  const { aws, call } = await clientOf([{ status: 500, body: '' }])
  for (let read = 0; read < 200; read++) await call()
  // 200 first attempts, and 100 retries of 5 tokens from the bucket of 500.
  expect(aws.seen).toHaveLength(300)
})

test('tries again as before when AWS has been back for a while', async () => {
  let isDown = true
  const { aws, call } = await clientOf(() => (isDown ? { status: 500, body: '' } : good))
  for (let read = 0; read < 100; read++) await call()
  isDown = false
  for (let read = 0; read < 2; read++) await call()
  isDown = true
  aws.seen.length = 0
  await call()
  expect(aws.seen).toHaveLength(3)
})

test('derives the signing key while it connects, and signs when it is connected', async () => {
  let reads = 0
  const credentials = {
    accessKeyId: 'AKIDEXAMPLE',
    get secretAccessKey() {
      reads += 1
      return 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
    },
  }
  const { aws, call } = await clientOf(() => good, { settings: { credentials: () => credentials } })
  const asking = call()
  await Promise.resolve()
  await Promise.resolve()
  expect([reads > 0, aws.seen.length]).toEqual([true, 0])
  await asking
})

test('asks again where the connection breaks in the middle of an answer', async () => {
  const { aws, call } = await clientOf(['break', good])
  expect(await call()).toMatchObject({ body: { SecretString: 'key-1' } })
  expect(aws.seen).toHaveLength(2)
})

test('does not go on without end where every connection breaks in a process that is not running half of the time', async () => {
  let advance = (_: number) => {}
  const { aws, call, ...clock } = await clientOf(() => {
    advance(10 * minutes)
    return 'drop'
  })
  advance = clock.advance
  expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE' })
  // Each of three attempts, and each begun anew once.
  expect(aws.seen).toHaveLength(6)
})

test.for(['AccessDeniedException', 'ResourceNotFoundException', 'ValidationException'])(
  'asks once where AWS answers %s, though the answer says when to try again',
  async (type) => {
    const { aws, call } = await clientOf([
      { ...(errorReply(type) as object), body: { __type: type }, status: 400, headers: { 'retry-after': '1' } },
    ])
    expect(await call()).toBeInstanceOf(Error)
    expect(aws.seen).toHaveLength(1)
  },
)

test('renews credentials once when AWS says that they have expired, and again only at the next read', async () => {
  let asked = 0
  const credentials = providedCredentials(async () => {
    asked += 1
    return { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }
  }, Date.now)
  const { aws, call } = await clientOf([errorReply('ExpiredTokenException')], { settings: { credentials } })
  expect(await call()).toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect([asked, aws.seen.length]).toEqual([2, 2])
})

test('counts what the credentials took as time of the read', async () => {
  let advance = (_: number) => {}
  const { aws, call, ...clock } = await clientOf(['hang'], {
    settings: {
      async credentials() {
        advance(4_900)
        return { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' }
      },
    },
  })
  advance = clock.advance
  expect(await call()).toMatchObject({ code: 'AWS_UNREACHABLE' })
  expect(aws.seen).toHaveLength(1) // with the tenth of a second that was left
})
