import { describe, expect, test } from 'vitest'
import { readerOf } from './reader.ts'
import { readsIn } from './reads.ts'
import { type KnownSecret, parameterKey, secretKey } from './secret-key.ts'
import { type TrailEvent, trailEventIn } from './trail-event.ts'

const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/stripe-AbCdEf'
const known: readonly KnownSecret[] = [
  { service: 'secretsmanager', name: 'prod/stripe', arn },
  { service: 'secretsmanager', name: 'prod/stripe-live01', arn: `${arn.slice(0, -7)}-live01-QwErTy` },
  { service: 'ssm', name: '/prod/weather/key' },
  { service: 'ssm', name: 'flat' },
]

function event(fields: Partial<TrailEvent>): TrailEvent {
  return { eventTime: '2026-11-24T06:00:00Z', eventName: 'GetSecretValue', userIdentity: { type: 'IAMUser', userName: 'ann' }, ...fields }
}

const names = (fields: Partial<TrailEvent>) => readsIn(event(fields), known).map(({ secret, isDenied }) => [secret.name, isDenied])

test('knows a secret by every spelling that its callers use', () => {
  for (const spelled of ['prod/stripe', arn, arn.slice(0, -7)]) expect(secretKey(spelled, known).name).toBe('prod/stripe')
  expect(secretKey(`${arn.slice(0, -7)}-live01`, known).name).toBe('prod/stripe-live01')
  expect(secretKey('arn:aws:secretsmanager:eu-west-1:123456789012:secret:gone-AbCdEf', known).name).toBe('gone')
})

test('knows a parameter by name, ARN, version and either slash', () => {
  for (const spelled of ['/prod/weather/key', 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/weather/key', '/prod/weather/key:3']) {
    expect(parameterKey(spelled, known).name).toBe('/prod/weather/key')
  }
  expect(parameterKey('/flat', known).name).toBe('flat')
  expect(parameterKey('arn:aws:ssm:eu-west-1:123456789012:parameter/other/one', known).name).toBe('/other/one')
})

describe('a read', () => {
  test('counts once for each parameter of one call', () => {
    expect(
      names({ eventName: 'GetParameters', requestParameters: { names: ['/prod/weather/key', 'flat'], withDecryption: true } }),
    ).toEqual([
      ['/prod/weather/key', false],
      ['flat', false],
    ])
  })
  test('of a batch counts by its own events, not by the batch', () => {
    expect(names({ eventName: 'BatchGetSecretValue', requestParameters: { secretIdList: ['prod/stripe'] } })).toEqual([])
  })
  test('that failed for another reason than rights gave nobody a value', () => {
    expect(names({ errorCode: 'ResourceNotFoundException', requestParameters: { secretId: 'prod/none' } })).toEqual([])
  })
})

describe('a denied attempt', () => {
  test('keeps the name that was asked for', () => {
    expect(names({ errorCode: 'AccessDenied', requestParameters: { secretId: 'prod/stripe' } })).toEqual([['prod/stripe', true]])
  })
  test('without request parameters is told by its message', () => {
    const errorMessage =
      'User: arn:aws:sts::123456789012:assumed-role/r/f is not authorized to perform: ssm:GetParameters on resource: arn:aws:ssm:eu-west-1:123456789012:parameter/prod/weather/key because no identity-based policy allows the ssm:GetParameters action'
    expect(names({ eventName: 'GetParameters', errorCode: 'AccessDeniedException', errorMessage, requestParameters: null })).toEqual([
      ['/prod/weather/key', true],
    ])
  })
  test('of a batch that names no secret is an attempt on all', () => {
    expect(
      names({
        eventName: 'BatchGetSecretValue',
        errorCode: 'AccessDeniedException',
        requestParameters: { filters: [{ key: 'tag-key', values: ['!x'] }] },
      }),
    ).toEqual([['*', true]])
  })
})

describe('a reader', () => {
  const session = {
    type: 'AssumedRole',
    arn: 'arn:aws:sts::123456789012:assumed-role/checkout-role/checkout',
    sessionContext: { sessionIssuer: { userName: 'checkout-role' } },
  }
  test('is a function when it comes from Lambda', () => {
    expect(readerOf(event({ userIdentity: session, userAgent: 'sallyport/0.1.0 exec-env/AWS_Lambda_nodejs24.x' }))).toEqual({
      kind: 'function',
      name: 'checkout',
      role: 'checkout-role',
    })
  })
  test('is a session of a role when the same credentials come from elsewhere', () => {
    expect(readerOf(event({ userIdentity: session, userAgent: 'curl/8' }))).toEqual({
      kind: 'role',
      name: 'checkout-role/checkout',
      role: 'checkout-role',
    })
  })
  test('is a user, the root, or a service', () => {
    expect(readerOf(event({})).name).toBe('ann')
    expect(readerOf(event({ userIdentity: { type: 'Root', accountId: '123456789012' } })).kind).toBe('root')
    expect(readerOf(event({ userIdentity: { type: 'AWSService', invokedBy: 'rds.amazonaws.com' } })).name).toBe('rds.amazonaws.com')
  })
})

test('leaves out records that are no CloudTrail records', () => {
  for (const json of [undefined, '', '{', '[]', '{"eventName":"GetSecretValue"}']) expect(trailEventIn(json)).toBeUndefined()
})
