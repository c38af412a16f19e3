import { expect, test } from 'vitest'
import { ownWrites } from './own-writes.ts'
import type { TrailEvent } from './trail-event.ts'

const version = '0f4c2e1a-5b0d-4c55-9d5f-1a2b3c4d5e6f'
const by = (arn: string, fields: Partial<TrailEvent>): TrailEvent => ({
  eventTime: '2026-11-24T06:00:00Z',
  eventName: 'GetSecretValue',
  userIdentity: { type: 'IAMUser', arn },
  ...fields,
})
const secret = { service: 'secretsmanager', name: 'prod/stripe' } as const
const parameter = { service: 'ssm', name: '/prod/key' } as const

test('knows the read of a version by who has just written it, and no other read', () => {
  const isOwn = ownWrites(
    [by('ann', { eventName: 'PutSecretValue', requestParameters: { secretId: 'prod/stripe', clientRequestToken: version } })],
    [],
  )
  expect(isOwn(by('ann', { requestParameters: { secretId: 'prod/stripe', versionId: version } }), secret)).toBe(true)
  expect(isOwn(by('bob', { requestParameters: { secretId: 'prod/stripe', versionId: version } }), secret)).toBe(false)
  expect(isOwn(by('ann', { requestParameters: { secretId: 'prod/stripe' } }), secret)).toBe(false)
})

test('knows the read of a parameter within a minute after its write', () => {
  const isOwn = ownWrites([by('ann', { eventName: 'PutParameter', requestParameters: { name: '/prod/key' } })], [])
  const read = (eventTime: string, arn = 'ann') => isOwn(by(arn, { eventName: 'GetParameter', eventTime }), parameter)
  expect(read('2026-11-24T06:00:01Z')).toBe(true)
  expect(read('2026-11-24T06:02:00Z')).toBe(false)
  expect(read('2026-11-24T05:59:59Z')).toBe(false)
  expect(read('2026-11-24T06:00:01Z', 'bob')).toBe(false)
})
