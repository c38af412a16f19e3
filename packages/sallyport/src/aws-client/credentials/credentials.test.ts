import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { containerCredentials } from './container-credentials.ts'
import { environmentCredentials } from './environment-credentials.ts'
import { providedCredentials } from './provided-credentials.ts'

const keys = { AccessKeyId: 'AKIDCONTAINER', SecretAccessKey: 'example', Token: 'token' }

/** A container endpoint that answers with `replies`, the last for ever. */
async function endpointOf(replies: readonly { status?: number; body: unknown }[]) {
  const asked: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const { status = 200, body } = replies[Math.min(asked.push(request.headers.authorization) - 1, replies.length - 1)] ?? { body: '' }
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { asked, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/role` } // it listens on TCP
}

/** The container endpoint as `configure({ credentials: containerCredentials() })` has the client ask it. */
const sourceOf = (env: Record<string, string>, now: () => number = Date.now) => {
  const current = providedCredentials(containerCredentials(env, now), now)
  return { current: async () => current(false, 1_000), renewed: async () => current(true, 1_000) }
}

test('takes the environment’s keys', () => {
  const env = { AWS_ACCESS_KEY_ID: 'AKIDENV', AWS_SECRET_ACCESS_KEY: 'example', AWS_SESSION_TOKEN: 'token' }
  expect(environmentCredentials(env)).toEqual({ accessKeyId: 'AKIDENV', secretAccessKey: 'example', sessionToken: 'token' })
})

test.for([
  ['nothing', {}],
  ['half a pair', { AWS_ACCESS_KEY_ID: 'AKID' }],
  ['a container endpoint alone', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/role' }],
] as const)('says CREDENTIALS_MISSING when the environment holds %s', ([, env]) => {
  expect(() => environmentCredentials(env)).toThrow(expect.objectContaining({ code: 'CREDENTIALS_MISSING' }))
})

test('asks the container endpoint with its token, once for all who wait, and keeps the answer', async () => {
  const { asked, url } = await endpointOf([{ body: keys }])
  const source = sourceOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Bearer abc' })
  const all = await Promise.all([source.current(), source.current()])
  expect(all).toEqual(
    [1, 2].map(() => ({ accessKeyId: 'AKIDCONTAINER', secretAccessKey: 'example', sessionToken: 'token', expiration: undefined })),
  )
  await source.current()
  expect(asked).toEqual(['Bearer abc'])
})

test('reads the token file anew each time, and before the token variable', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'token')
  await writeFile(file, 'one')
  const { asked, url } = await endpointOf([{ body: keys }])
  const source = sourceOf({
    AWS_CONTAINER_CREDENTIALS_FULL_URI: url,
    AWS_CONTAINER_AUTHORIZATION_TOKEN: 'no',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file,
  })
  await source.current()
  await writeFile(file, 'two')
  await source.renewed()
  expect(asked).toEqual(['one', 'two'])
})

test('asks again five minutes before the expiry', async () => {
  let now = Date.now()
  const { asked, url } = await endpointOf([{ body: { ...keys, Expiration: new Date(now + 3_600_000).toISOString() } }])
  const source = sourceOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }, () => now)
  await source.current()
  now += 54 * 60_000
  await source.current()
  expect(asked).toHaveLength(1)
  now += 2 * 60_000
  await source.current()
  expect(asked).toHaveLength(2)
})

test('tries three times, and does not quote an answer that it cannot read', async () => {
  const { asked, url } = await endpointOf([{ status: 500, body: '' }, { body: '{"AccessKeyId":"AKIDCON' }, { body: keys }])
  expect(await sourceOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: url }).current()).toMatchObject({
    accessKeyId: 'AKIDCONTAINER',
  })
  expect(asked).toHaveLength(3)
  const bad = await endpointOf([{ body: 'AKIDSECRET' }])
  const error = await sourceOf({ AWS_CONTAINER_CREDENTIALS_FULL_URI: bad.url })
    .current()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'CREDENTIALS_MISSING' })
  expect(String((error as Error).cause)).not.toContain('AKIDSECRET')
})

test.for([
  ['nothing', {}],
  ['an endpoint on http elsewhere', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://example.com/creds' }],
  ['a relative one that is none', { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '@example.com/creds' }],
  ['what is no URL', { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'creds' }],
  [
    'a token file that is not there',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/', AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/nowhere/token' },
  ],
  [
    'a token with a line break',
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/', AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a\r\nb: c' },
  ],
] as const)('says CREDENTIALS_MISSING when the environment names %s', async ([, env]) => {
  await expect(sourceOf(env).current()).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' })
})

test('says CREDENTIALS_MISSING when a provider throws or does not answer', async () => {
  const failing = async () => {
    throw new Error('login first')
  }
  await expect(providedCredentials(failing, Date.now)(false, 1_000)).rejects.toMatchObject({
    code: 'CREDENTIALS_MISSING',
    cause: { message: 'login first' },
  })
  const hanging = providedCredentials(() => new Promise(() => undefined), Date.now)
  await expect(hanging(false, 5)).rejects.toMatchObject({ code: 'CREDENTIALS_MISSING' })
})

test('takes credentials that were configured as they are', async () => {
  const given = { accessKeyId: 'AKIDGIVEN', secretAccessKey: 'example' }
  expect(await providedCredentials(given, Date.now)(false, 1_000)).toBe(given)
})
