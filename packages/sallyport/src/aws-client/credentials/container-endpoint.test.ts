import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { containerCredentials, credentialsBy } from './container-credentials.ts'

const text = JSON.stringify({ AccessKeyId: 'AKIDCONTAINER', SecretAccessKey: 'example', Token: 'token' })

/** The URL that is asked, and with which authorization, when the environment says `env`. */
async function askedBy(env: Record<string, string>): Promise<readonly [url: string, authorization: string | undefined]> {
  const asked: (readonly [string, string | undefined])[] = []
  const provider = credentialsBy(async (url, _limitMs, headers) => {
    asked.push([url.href, headers(0)['authorization']])
    return { sentAt: 0, status: 200, headers: {}, text }
  }, env)
  expect(await provider()).toMatchObject({ accessKeyId: 'AKIDCONTAINER' })
  expect(asked).toHaveLength(1)
  return asked[0] ?? ['', undefined]
}

test('a relative URI is one of the agent of ECS, and comes before a full one', async () => {
  const env = {
    AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials/role?id=1',
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'https://other.example/',
  }
  expect(await askedBy(env)).toEqual(['http://169.254.170.2/v2/credentials/role?id=1', undefined])
})

// Source: AWS SDKs and Tools Reference Guide, "Container credential provider", AWS_CONTAINER_CREDENTIALS_FULL_URI.
test.for([
  'https://any.example/creds',
  'http://localhost:1234/creds',
  'http://127.0.0.1/creds',
  'http://127.255.1.2:80/creds',
  'http://[::1]:1/creds',
  'http://169.254.170.2/creds',
  'http://169.254.170.23/v1/credentials',
  'http://[fd00:ec2::23]/v1/credentials',
])('a full URI of %s is asked, with the token', async (uri) => {
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Basic abc' }
  expect(await askedBy(env)).toEqual([new URL(uri).href, 'Basic abc'])
})

test.for([
  'http://any.example/creds',
  'http://169.254.169.254/latest',
  'http://169.254.170.24/creds',
  'http://169.254.170.2.example/creds',
  'http://127.0.0.1.example/creds',
  'http://localhost.example/creds',
  'http://10.0.0.1/creds',
  'http://[fd00:ec2::24]/creds',
  'ftp://any.example/creds',
])('a full URI of %s is not asked: the token would go to whoever listens', async (uri) => {
  let isAsked = false
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: uri, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'Basic abc' }
  const provider = credentialsBy(async () => {
    isAsked = true
    return { sentAt: 0, status: 200, headers: {}, text }
  }, env)
  await expect(provider()).rejects.toThrow()
  expect(isAsked).toBe(false)
})

test.for([
  ['a line break in it', 'Bearer very-secret\r\nx-other: 1'],
  ['a line break at its end', 'Bearer very-secret\n'],
] as const)('a token file with %s sends nothing, and the error does not show it', async ([, token]) => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'token')
  await writeFile(file, token)
  let arrived = 0
  const server = createServer((_, response) => {
    arrived += 1
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const { port } = server.address() as AddressInfo // it listens on TCP
  const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `http://127.0.0.1:${port}/`, AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file }
  const error = await containerCredentials(env)().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'ERR_INVALID_CHAR' })
  expect(inspect(error, { depth: null, showHidden: true })).not.toContain('very-secret')
  expect(arrived).toBe(0)
})
