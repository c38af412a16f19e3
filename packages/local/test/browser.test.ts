import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager'
import { describe, expect, test } from 'vitest'
import { rawExchange, rawRequest } from './raw-http.ts'
import { started } from './started.ts'

const body = '{"Name":"a","SecretString":"x","ClientRequestToken":"tttttttttttttttttttttttttttttttt"}'

describe.each(['enforce', 'off'] as const)('with auth %s', (auth) => {
  /** What a page can make a browser send, to every path there is. */
  async function sentByPage(headers: (port: number) => Record<string, string>) {
    const clients = await started({ auth })
    const { port, controlToken } = clients.local
    const answers = []
    for (const [method, path, more] of [
      ['POST', '/', { 'X-Amz-Target': 'secretsmanager.CreateSecret', 'Content-Type': 'text/plain' }],
      ['GET', '/_sallyport/health', {}],
      ['POST', '/_sallyport/reset', { Authorization: `Bearer ${controlToken}` }],
    ] as const) {
      answers.push(
        await rawExchange(
          port,
          rawRequest(method, path, { Host: `127.0.0.1:${port}`, ...more, ...headers(port) }, method === 'POST' ? body : ''),
        ),
      )
    }
    expect((await clients.secrets.send(new ListSecretsCommand({}))).SecretList).toEqual([])
    return answers
  }

  test.each([
    ['of another origin', () => ({ Origin: 'https://evil.example' })],
    ['of no origin it would tell', () => ({ Origin: 'null' })],
    ['of another port of this machine', (port: number) => ({ Origin: `http://127.0.0.1:${port + 1}` })],
    ['of another site, as the browser says', () => ({ 'Sec-Fetch-Site': 'cross-site' })],
    ['of the same site and another origin', () => ({ 'Sec-Fetch-Site': 'same-site' })],
    ['that points its own name to this machine', (port: number) => ({ Host: `evil.example:${port}` })],
    ['whose name only looks like this machine', (port: number) => ({ Host: `127.0.0.1.evil.example:${port}` })],
    ['whose name ends like localhost', (port: number) => ({ Host: `evillocalhost:${port}` })],
    ['that names another port', (port: number) => ({ Host: `127.0.0.1:${port + 1}` })],
    ['that spells the address in another way', (port: number) => ({ Host: `0x7f.0.0.1:${port}` })],
    ['on the network', (port: number) => ({ Host: `192.168.1.10:${port}` })],
  ])('a page %s cannot reach the server', async (_, headers) => {
    for (const answer of await sentByPage(headers)) {
      expect(answer?.status).toBe(403)
      expect(answer?.headers.get('access-control-allow-origin')).toBeUndefined()
      expect(JSON.parse(answer?.body ?? '')).toMatchObject({ __type: 'AccessDeniedException' })
    }
  })

  test('a browser that asks beforehand is not told that it may', async () => {
    const { local } = await started({ auth })
    const headers = { Host: `127.0.0.1:${local.port}`, Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' }
    const answer = await rawExchange(local.port, rawRequest('OPTIONS', '/', headers))
    expect(answer?.status).toBe(403)
    expect([...(answer?.headers.keys() ?? [])].filter((name) => name.startsWith('access-control'))).toEqual([])
  })

  test.each([
    ['127.0.0.1', (port: number) => ({ Host: `127.0.0.1:${port}` })],
    ['another loopback address', (port: number) => ({ Host: `127.9.8.7:${port}` })],
    ['localhost', (port: number) => ({ Host: `localhost:${port}` })],
    ['a name below localhost', (port: number) => ({ Host: `secretsmanager.localhost:${port}` })],
    ['::1', (port: number) => ({ Host: `[::1]:${port}` })],
    [
      'its own page',
      (port: number) => ({ Host: `127.0.0.1:${port}`, Origin: `http://127.0.0.1:${port}`, 'Sec-Fetch-Site': 'same-origin' }),
    ],
    ['an address typed by hand', (port: number) => ({ Host: `127.0.0.1:${port}`, 'Sec-Fetch-Site': 'none' })],
  ])('a program that calls it %s is served', async (_, headers) => {
    const { local } = await started({ auth })
    const answer = await rawExchange(local.port, rawRequest('GET', '/_sallyport/health', headers(local.port)))
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })
})
