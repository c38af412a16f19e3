import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { callingOut } from './calling-out.ts'
import { connectionsTo, sourceOf, testServer } from './fixtures/test-server.ts'

/** A secret whose calls reach a server that treats the first `breaks` requests to /break by `how`. */
async function brokenApi(how: (socket: import('node:net').Socket) => unknown, breaks = 1) {
  let left = breaks
  const server = await testServer(
    ({ url }, response, raw) => {
      if (url === '/break' && left-- > 0) return how(raw.socket)
      return response.end('fine')
    },
    { tls: true },
  )
  onTestFinished(() => server.close())
  const secret = callingOut(sourceOf(['sk_live_1']), {
    hosts: ['api.example.test'],
    sign: (key) => ({ authorization: `Bearer ${key}` }),
    credentialHeaders: ['authorization'],
    connections: connectionsTo(server),
    env: {},
  })
  return { server, secret }
}
const seenAt = (server: { requests: readonly { url: string }[] }) => server.requests.filter(({ url }) => url === '/break').length

describe.each([
  ['a new connection', false],
  ['a kept connection', true],
])('when %s breaks before the answer', (_which, isKept) => {
  async function broken(breaks = 1) {
    const parts = await brokenApi((socket) => socket.destroy(), breaks)
    if (isKept) await (await parts.secret.fetch('/')).text()
    return parts
  }

  test.each([
    ['GET', {}],
    ['HEAD', { method: 'HEAD' }],
    ['PUT', { method: 'PUT', body: 'a' }],
    ['DELETE', { method: 'DELETE' }],
    ['OPTIONS', { method: 'OPTIONS' }],
    ['POST with an Idempotency-Key', { body: 'a', headers: { 'IDEMPOTENCY-key': '1' } }],
  ])('%s is sent once more, on a connection of its own', async (_name, options) => {
    const { server, secret } = await broken()
    expect((await secret.fetch('/break', options)).status).toBe(200)
    expect([seenAt(server), server.connections]).toEqual([2, 2])
  })

  test.each([
    ['POST', { body: 'a' }],
    ['PATCH', { method: 'PATCH', body: 'a' }],
    ['a stream, even with PUT', { method: 'PUT', body: new Blob(['a']).stream() as AsyncIterable<Uint8Array> }], // Node's is iterable
  ])('%s is never sent twice, and the error says how it could be', async (_name, options) => {
    const { server, secret } = await broken()
    const error = await secret.fetch('/break', options).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      code: 'CALL_FAILED',
      message:
        'a call with dev/stripe to api.example.test got no answer (ECONNRESET): it may have arrived, and goes out again only with an Idempotency-Key header',
      cause: { code: 'ECONNRESET' },
    })
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain('sk_live_1')
    expect(seenAt(server)).toBe(1)
  })

  test('no request is sent a third time', async () => {
    const { server, secret } = await broken(5)
    await expect(secret.fetch('/break')).rejects.toMatchObject({ code: 'CALL_FAILED' })
    expect(seenAt(server)).toBe(2)
  })
})

test('an answer that is not HTTP and repeats the credential shows it nowhere in the error', async () => {
  const { secret } = await brokenApi((socket) => socket.end('HTTP/1.1 200 OK\r\nx: Bearer sk_live_1\r\nno header: \0sk_live_1\r\n\r\n'))
  const error = await secret.fetch('/break').catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'CALL_FAILED', cause: { code: expect.stringMatching(/^HPE_/) } })
  const shown =
    inspect(error, { depth: Infinity, showHidden: true }) + JSON.stringify(Object.getOwnPropertyDescriptors(Object(error).cause))
  expect(shown).not.toContain('sk_live_1')
  expect(shown).not.toContain(Buffer.from('sk_live_1').toString('hex').match(/../g)?.join(' '))
})

test("an error of the caller's own stream ends the call, cleaned of the credential", async () => {
  const { secret } = await brokenApi(() => undefined)
  async function* parts() {
    yield 'a'
    throw new Error('cannot read what Bearer sk_live_1 opened')
  }
  await expect(secret.fetch('/break', { body: parts() })).rejects.toMatchObject({
    code: 'CALL_FAILED',
    cause: { message: 'cannot read what [redacted] opened' },
  })
})

test.each([['a string'], [undefined], [null]])("a caller's own stream may even throw what is no error: %j", async (thrown) => {
  const { secret } = await brokenApi(() => undefined)
  async function* parts() {
    yield 'a'
    throw thrown
  }
  await expect(secret.fetch('/break', { body: parts(), timeoutMs: 2_000 })).rejects.toMatchObject({ code: 'CALL_FAILED' })
})
