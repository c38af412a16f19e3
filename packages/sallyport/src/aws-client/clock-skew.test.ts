import { expect, onTestFinished, test } from 'vitest'
import { errorReply, fakeAws, secretReply } from '../../test/fake-aws.ts'
import type { FoundPlace } from '../place/found-place.ts'
import { awsClient } from './client.ts'

const minutes = 60_000
const place: FoundPlace = { service: 'secretsmanager', id: 'stripe', region: 'eu-west-1', name: 'stripe', version: {} }

/**
 * A client whose clock is `slowMs` behind that of AWS, which takes signatures of five minutes; its process is frozen for ten minutes
 * between sending and arriving, at the requests that `isFrozen` says.
 */
async function clientWith({ slowMs = 0, isFrozen = (_request: number) => false, env = {} }) {
  let offsetMs = -slowMs
  const now = () => Date.now() + offsetMs
  const agesMs: number[] = []
  const aws = await fakeAws(({ headers }) => {
    const signedAt = Date.parse(String(headers['x-amz-date']).replace(/(....)(..)(..T..)(..)(..Z)/, '$1-$2-$3:$4:$5'))
    if (isFrozen(agesMs.length)) offsetMs += 10 * minutes
    const serverNow = now() + slowMs
    const ageMs = serverNow - signedAt
    agesMs.push(Math.round(ageMs / minutes))
    if (Math.abs(ageMs) < 5 * minutes) return secretReply('key-1')
    return {
      ...(errorReply('InvalidSignatureException', 'Signature expired') as object),
      body: { __type: 'InvalidSignatureException' },
      headers: { date: new Date(serverNow).toUTCString() },
    }
  })
  onTestFinished(() => aws.close())
  const call = awsClient({ now, random: () => 0 }, () => ({ env: { ...aws.env, ...env } }))
  return {
    agesMs,
    read: () => call([place], 'secretsmanager.GetSecretValue', { SecretId: 'stripe' }).then(({ body }) => body['SecretString']),
  }
}

test('a freeze while a request is on its way does not put the clock wrong, be it once or twice', async () => {
  for (const freezes of [1, 2]) {
    const { read, agesMs } = await clientWith({ isFrozen: (request) => request < freezes })
    expect([await read(), await read()]).toEqual(['key-1', 'key-1'])
    expect(agesMs).toEqual([...Array(freezes).fill(10), 0, 0])
  }
})

test('a clock that is an hour slow stays put right over a freeze', async () => {
  const { read, agesMs } = await clientWith({ slowMs: 60 * minutes, isFrozen: (request) => request === 2 })
  expect([await read(), await read(), await read()]).toEqual(['key-1', 'key-1', 'key-1'])
  expect(agesMs).toEqual([60, 0, 10, 0, 0])
})

test('a freeze before the clock is known to be wrong is not taken for the difference', async () => {
  const { read, agesMs } = await clientWith({ slowMs: 60 * minutes, isFrozen: (request) => request === 0 })
  expect(await read()).toBe('key-1')
  expect(agesMs).toEqual([70, 60, 0])
})

test('a read that may try once leaves the right time to the next', async () => {
  const { read, agesMs } = await clientWith({ slowMs: 60 * minutes, env: { AWS_MAX_ATTEMPTS: '1' } })
  await expect(read()).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED' })
  expect(await read()).toBe('key-1')
  expect(agesMs).toEqual([60, 0])
})
