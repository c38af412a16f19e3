import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { Secret } from '../secret-value/secret.ts'
import { type CallingOutOptions, callingOut } from './calling-out.ts'
import { keptConnections } from './connections.ts'
import { connectionsTo, sourceOf, type TestServer, type TestSource, testServer } from './fixtures/test-server.ts'

const bearer = {
  hosts: ['api.example.test', 'other.example.test'],
  sign: (key: string) => ({ Authorization: `Bearer ${key}` }),
  credentialHeaders: ['Authorization'],
} satisfies Omit<CallingOutOptions<string, string>, 'connections'>

async function api(respond: Parameters<typeof testServer>[0] = (_request, response) => response.end('{"ok":true}'), tls = true) {
  const server = await testServer(respond, { tls })
  onTestFinished(() => server.close())
  return server
}

/** A secret whose declared hosts are all found at `server`. */
function secretFor(server: TestServer, source: TestSource = sourceOf(['sk_live_1']), more: Partial<typeof bearer> = {}) {
  return callingOut(source, { ...bearer, ...more, connections: connectionsTo(server), env: {} })
}

describe('a call', () => {
  test('by a path goes to the first declared host over https, the credential added', async () => {
    const server = await api()
    const answer = await secretFor(server).fetch('/v1/balance?limit=3')
    expect(await answer.json()).toEqual({ ok: true })
    expect(server.requests).toMatchObject([
      { method: 'GET', url: '/v1/balance?limit=3', headers: { host: 'api.example.test', authorization: 'Bearer sk_live_1' } },
    ])
  })

  test('by a URL goes to the declared host it names', async () => {
    const server = await api()
    await secretFor(server).fetch('https://OTHER.example.test:443/v1#part')
    await secretFor(server).fetch(new URL('https://other.example.test/v2'))
    expect(server.requests).toMatchObject([
      { url: '/v1', headers: { host: 'other.example.test' } },
      { url: '/v2', headers: { host: 'other.example.test' } },
    ])
  })

  test('asks for an answer that is not compressed, and says who asks', async () => {
    const server = await api()
    await secretFor(server).fetch('/')
    expect(server.requests[0]?.headers).toMatchObject({ 'accept-encoding': 'identity', accept: '*/*', 'user-agent': 'sallyport' })
    await secretFor(server).fetch('/', { headers: new Headers({ 'User-Agent': 'shop', 'x-trace': '7' }) })
    expect(server.requests[1]?.headers).toMatchObject({ 'user-agent': 'shop', 'x-trace': '7' })
  })

  test.each([
    ['text', { body: 'grüß' }, { method: 'POST', body: 'grüß', headers: { 'content-length': '6' } }],
    ['bytes', { body: new Uint8Array([104, 105]), method: 'put' }, { method: 'PUT', body: 'hi', headers: { 'content-length': '2' } }],
    ['an object as JSON', { json: { a: 1 } }, { method: 'POST', body: '{"a":1}', headers: { 'content-type': 'application/json' } }],
    [
      'a form',
      { body: new URLSearchParams({ a: '1 2' }) },
      { method: 'POST', body: 'a=1+2', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    ],
    ['a body with DELETE', { method: 'DELETE', body: 'gone' }, { method: 'DELETE', body: 'gone', headers: { 'content-length': '4' } }],
    ['nothing', { method: 'POST' }, { method: 'POST', body: '', headers: { 'content-length': '0' } }],
  ])('sends %s', async (_what, options, seen) => {
    const server = await api()
    await secretFor(server).fetch('/v1', options)
    expect(server.requests).toMatchObject([seen])
  })

  test('sends a stream as it comes', async () => {
    const server = await api()
    async function* parts() {
      yield 'one '
      yield new TextEncoder().encode('two')
    }
    await secretFor(server).fetch('/v1', { body: parts() })
    expect(server.requests).toMatchObject([{ method: 'POST', body: 'one two', headers: { 'transfer-encoding': 'chunked' } }])
  })

  test('does not follow a redirect: the 3xx is the answer', async () => {
    const server = await api((_request, response) => response.writeHead(307, { location: 'https://other.example.test/' }).end('moved'))
    const answer = await secretFor(server).fetch('/v1', { json: {} })
    expect([answer.ok, answer.status, answer.headers.get('Location'), await answer.text()]).toEqual([
      false,
      307,
      'https://other.example.test/',
      'moved',
    ])
    expect(server.requests).toHaveLength(1)
  })

  test('is refused by a server whose certificate is not for the declared host', async () => {
    const server = await api()
    const call = secretFor(server, undefined, { hosts: ['unnamed.example.test'] }).fetch('/v1')
    await expect(call).rejects.toMatchObject({ code: 'CALL_FAILED', cause: { code: 'ERR_TLS_CERT_ALTNAME_INVALID' } })
    expect(server.requests).toHaveLength(0)
  })
})

describe('nothing is sent', () => {
  const refused: [string, Parameters<ReturnType<typeof secretFor>['fetch']>, string][] = [
    ['to a host that was not declared', ['https://evil.test/' as string], 'HOST_NOT_ALLOWED'],
    ['to a declared host over http', ['http://api.example.test/' as string], 'HOST_NOT_ALLOWED'],
    ['to loopback with a value read from AWS', ['http://127.0.0.1:1/'], 'HOST_NOT_ALLOWED'],
    ["with the caller's own credential header", ['/', { headers: { aUTHORIZATION: 'Bearer mine' } }], 'CREDENTIAL_HEADER_SET'],
    ['with another Host', ['/', { headers: { Host: 'evil.test' } }], 'CREDENTIAL_HEADER_SET'],
    ['with a length of its own', ['/', { body: 'a', headers: { 'Content-Length': '9' } }], 'CREDENTIAL_HEADER_SET'],
    ['with a redacted Secret in a header', ['/', { headers: { 'x-key': `k=${new Secret('sk_live_1')}` } }], 'CREDENTIAL_HEADER_SET'],
    // a Secret is no string: what a caller without types would pass
    ['with a Secret as a header', ['/', { headers: { 'x-key': new Secret('sk_live_1') as unknown as string } }], 'CREDENTIAL_HEADER_SET'],
    ['with a Secret in its JSON', ['/', { json: { key: new Secret('sk_live_1') } }], 'CREDENTIAL_HEADER_SET'],
    ['with a line feed in a header', ['/', { headers: { 'x-trace': 'a\nb' } }], 'CALL_FAILED'],
    ['with a carriage return in a header', ['/', { headers: { 'x-trace': 'a\rb' } }], 'CALL_FAILED'],
    ['with a NUL in a header', ['/', { headers: { 'x-trace': 'a\0b' } }], 'CALL_FAILED'],
    ['with a header name that is none', ['/', { headers: { 'x trace': 'a' } }], 'CALL_FAILED'],
    ['by CONNECT', ['/', { method: 'connect' }], 'CALL_FAILED'],
    ['by TRACE', ['/', { method: 'TRACE' }], 'CALL_FAILED'],
    ['by a method that is none', ['/', { method: 'GET / HTTP/1.1\r\n' }], 'CALL_FAILED'],
    ['with two bodies', ['/', { body: 'a', json: 1 }], 'CALL_FAILED'],
    // what a caller without types would pass, as in the next ones
    ['with a body that is none', ['/', { body: { a: 1 } as unknown as string }], 'CALL_FAILED'],
    ['with a number as its body', ['/', { body: 5 as unknown as string }], 'CALL_FAILED'],
    ['with null as its body', ['/', { body: null as unknown as string }], 'CALL_FAILED'],
    ['with a function as its JSON', ['/', { json: () => 1 }], 'CALL_FAILED'],
    ['by a number', ['/', { method: 5 as unknown as string }], 'CALL_FAILED'],
    ['to null', [null as unknown as string], 'HOST_NOT_ALLOWED'],
    ['to undefined', [undefined as unknown as string], 'HOST_NOT_ALLOWED'],
    ['to a number', [5 as unknown as string], 'HOST_NOT_ALLOWED'],
    ['to a look-alike of a URL', [{ href: 'https://api.example.test/' } as URL], 'HOST_NOT_ALLOWED'],
  ]
  test.each(refused)('%s', async (_what, call, code) => {
    const server = await api()
    const error = await secretFor(server)
      .fetch(...call)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'SallyportError', code, secret: 'dev/stripe' })
    expect(inspect(error)).not.toContain('sk_live_1')
    expect(server.connections).toBe(0)
  })

  test('while certificates are not checked', async () => {
    const server = await api()
    const unchecked = callingOut(sourceOf(['sk_live_1']), {
      ...bearer,
      connections: connectionsTo(server),
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    })
    await expect(unchecked.fetch('/')).rejects.toMatchObject({ code: 'HOST_NOT_ALLOWED' })
    expect(server.connections).toBe(0)
  })

  test.each(['sk_live\n1', 'sk_live_1\r\n', 'sk_live_\0', 'sk_live_€'])(
    'with a value that HTTP cannot carry, and the error has none of it: %j',
    async (key) => {
      const server = await api()
      const error = await secretFor(server, sourceOf([key]))
        .fetch('/')
        .catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ code: 'BAD_VALUE' })
      expect(inspect(error)).not.toContain('sk_live')
      expect(server.connections).toBe(0)
    },
  )
})

describe('loopback', () => {
  test('is open over http to a value read from AWS on loopback', async () => {
    const server = await api(undefined, false)
    const secret = callingOut(sourceOf(['sk_test_1'], { fromLoopback: true }), { ...bearer, connections: keptConnections(), env: {} })
    expect((await secret.fetch(`${server.url}/v1`)).status).toBe(200)
    expect(server.requests).toMatchObject([{ url: '/v1', headers: { authorization: 'Bearer sk_test_1' } }])
  })

  test('stays shut to a value read from AWS', async () => {
    const server = await api(undefined, false)
    const secret = callingOut(sourceOf(['sk_live_1']), { ...bearer, connections: keptConnections(), env: {} })
    await expect(secret.fetch(`${server.url}/v1`)).rejects.toMatchObject({ code: 'HOST_NOT_ALLOWED' })
    expect(server.connections).toBe(0)
  })
})

describe('a caller who waits no longer', () => {
  const never = () => new Promise<never>(() => undefined)

  test.each([
    ['for the answer', () => undefined],
    ['for the rest of the headers', (_request: unknown, response: { writeProcessing(): void }) => response.writeProcessing()],
  ])('%s is told so', async (_what, respond) => {
    const server = await api(respond)
    const error = await secretFor(server)
      .fetch('/v1', { timeoutMs: 50 })
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'CALL_TIMED_OUT', message: expect.stringContaining('got no answer in 50 ms') })
    expect(inspect(error)).not.toContain('sk_live_1')
  })

  test('for the secret is told so, and the reading goes on for others', async () => {
    const server = await api()
    let arrive: (reading: { value: string; version: string; fromLoopback: boolean }) => void = () => undefined
    const shared = new Promise<{ value: string; version: string; fromLoopback: boolean }>((resolve) => {
      arrive = resolve
    })
    const secret = secretFor(server, { ...sourceOf(['unused']), read: () => shared })
    const patient = secret.fetch('/v1')
    await expect(secret.fetch('/v1', { timeoutMs: 20 })).rejects.toMatchObject({ code: 'CALL_TIMED_OUT' })
    arrive({ value: 'sk_live_1', version: 'v1', fromLoopback: false })
    expect((await patient).status).toBe(200)
    expect(server.requests).toHaveLength(1)
  })

  test('leaves with the reason of the signal, before, during and after the answer', async () => {
    const server = await api(async ({ url }, response) => {
      if (url === '/slow') await never()
      response.write('the beginning')
    })
    const secret = secretFor(server)
    const reason = new Error('the user left')
    await expect(secret.fetch('/v1', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(server.requests).toHaveLength(0)

    const during = new AbortController()
    const call = secret.fetch('/slow', { signal: during.signal })
    await expect.poll(() => server.requests.length).toBe(1)
    during.abort(reason)
    await expect(call).rejects.toBe(reason)

    const after = new AbortController()
    const answer = await secret.fetch('/v1', { signal: after.signal })
    const text = answer.text()
    after.abort(reason)
    await expect(text).rejects.toBe(reason)
  })

  test('for the headers may take long over the body', async () => {
    const server = await api(async (_request, response) => {
      response.write('slow')
      await sleep(100)
      response.end('ly')
    })
    const answer = await secretFor(server).fetch('/v1', { timeoutMs: 60 })
    expect(await answer.text()).toBe('slowly')
  })
})
