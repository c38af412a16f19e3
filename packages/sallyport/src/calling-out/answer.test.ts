import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { inspect } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { callingOut } from './calling-out.ts'
import { connectionsTo, sourceOf, testServer } from './fixtures/test-server.ts'

type Respond = Parameters<typeof testServer>[0]

async function called(respond: Respond, path = '/') {
  const server = await testServer(respond, { tls: true })
  onTestFinished(() => server.close())
  const secret = callingOut(sourceOf(['sk_live_1']), {
    hosts: ['api.example.test'],
    sign: (key) => ({ authorization: `Bearer ${key}` }),
    credentialHeaders: ['authorization'],
    connections: connectionsTo(server),
    env: {},
  })
  return { server, secret, answer: await secret.fetch(path) }
}

test('gives status and headers as Response does', async () => {
  const { answer } = await called((_request, response) => {
    response
      .writeHead(
        404,
        [
          ['X-Id', '7'],
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['vary', 'a'],
          ['vary', 'b'],
        ].flat(),
      )
      .end()
  })
  expect([answer.ok, answer.status]).toEqual([false, 404])
  expect(['x-id', 'X-ID', 'set-cookie', 'vary', 'absent', 'constructor', '__proto__'].map(answer.headers.get)).toEqual([
    '7',
    '7',
    'a=1, b=2',
    'a, b',
    null,
    null,
    null,
  ])
})

test('gives the body as text, JSON, bytes or a stream', async () => {
  const body = '\uFEFF{"grüße":"€"}' // text() and json() leave a byte order mark out, as Response does
  const respond: Respond = async (_request, response) => {
    for (const byte of Buffer.from(body)) response.write(Buffer.of(byte)) // also in the middle of a character
    response.end()
  }
  const { answer, secret } = await called(respond)
  expect(await answer.json()).toEqual({ grüße: '€' })
  expect(await (await secret.fetch('/')).text()).toBe('{"grüße":"€"}')
  const bytes = await (await secret.fetch('/')).bytes()
  expect(Buffer.from(bytes).toString()).toBe(body)
  expect(bytes.buffer.byteLength).toBe(bytes.byteLength) // alone in its memory
  expect(String(await buffer(Readable.from((await secret.fetch('/')).body)))).toBe(body)
})

test('streams: the first part is there before the last is sent', async () => {
  let finish: () => void = () => undefined
  const { answer } = await called((_request, response) => {
    response.write('first')
    finish = () => response.end('last')
  })
  const parts: string[] = []
  for await (const part of answer.body) {
    parts.push(Buffer.from(part).toString())
    finish()
  }
  expect(parts.join(' ')).toBe('first last')
})

test('passes a body on at the pace of its reader', async () => {
  let sent = 0
  const { answer, server } = await called((_request, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(65_536))) sent += 65_536
    }
    response.on('drain', more)
    more()
  })
  const counts = [-1]
  const stopped = () => counts.push(sent) && counts.at(-1) === counts.at(-2)
  await expect.poll(stopped, { interval: 100 }).toBe(true) // by itself: nobody has read yet
  expect(sent).toBeLessThan(64 * 2 ** 20)
  for await (const _part of answer.body) break // leaving the loop closes the connection
  await server.close()
})

test('is read once: the second reading is an error that says so', async () => {
  const { answer, secret } = await called((_request, response) => response.end('{}'))
  await answer.json()
  const again = { code: 'BODY_ALREADY_READ', secret: 'dev/stripe' }
  await expect(answer.text()).rejects.toMatchObject(again)
  await expect(answer.bytes()).rejects.toMatchObject(again)
  expect(() => answer.toResponse()).toThrow(expect.objectContaining(again))
  expect(() => answer.body[Symbol.asyncIterator]()).toThrow(expect.objectContaining(again))

  const other = await secret.fetch('/')
  const both = await Promise.allSettled([other.text(), other.text()])
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
})

test('says that a body is not JSON without quoting it', async () => {
  const { answer } = await called(({ headers }, response) => response.writeHead(502).end(`<${headers.authorization}>`))
  const error = await answer.json().catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({
    code: 'CALL_FAILED',
    message: 'a call with dev/stripe to api.example.test was answered 502 with a body that is not JSON: read it with text()',
  })
  expect(inspect(error)).not.toContain('sk_live_1')
})

test('says when the connection breaks within the body', async () => {
  const { answer } = await called((_request, response, raw) => {
    response.writeHead(200, { 'content-length': '10' }).write('half', () => raw.socket.destroy())
  })
  await expect(answer.text()).rejects.toMatchObject({ code: 'CALL_FAILED', cause: { code: 'ECONNRESET' } })
})

test('a connection that breaks while nobody reads disturbs nobody', async () => {
  const { answer, server } = await called((_request, response, raw) => {
    response.writeHead(200, { 'content-length': '10' }).write('half', () => raw.socket.destroy())
  })
  await server.close()
  await new Promise(setImmediate)
  expect(answer.status).toBe(200) // vitest fails on an unhandled error
})

test('becomes a real Response, headers and body included', async () => {
  const { answer, secret } = await called((_request, response) =>
    response
      .writeHead(
        201,
        'Made',
        [
          ['set-cookie', 'a=1'],
          ['set-cookie', 'b=2'],
          ['x-id', '7'],
        ].flat(),
      )
      .end('{"id":7}'),
  )
  const response = answer.toResponse()
  expect(response).toBeInstanceOf(Response)
  expect([response.status, response.statusText, response.headers.get('x-id')]).toEqual([201, 'Made', '7'])
  expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await response.json()).toEqual({ id: 7 })
  await expect(answer.text()).rejects.toMatchObject({ code: 'BODY_ALREADY_READ' })
  expect((await secret.fetch('/', { method: 'HEAD' })).toResponse().status).toBe(201)
})

test.each([204, 205, 304])('becomes a real Response also without a body: %i', async (status) => {
  const { answer } = await called((_request, response) => response.writeHead(status).end())
  expect(answer.toResponse()).toMatchObject({ status, body: null })
})

test('shows no credential when printed, even where the API sends it back', async () => {
  const { answer, secret } = await called(({ headers }, response) =>
    response.writeHead(200, { 'x-echo': headers.authorization }).end(headers.authorization),
  )
  for (const value of [answer, answer.headers, answer.body, secret]) {
    const shown = inspect(value, { depth: Infinity, showHidden: true, showProxy: true }) + JSON.stringify(value) + String(value)
    expect(shown).not.toContain('sk_live_1')
    expect(shown).not.toContain('73 6b 5f') // a Buffer's hex of "sk_"
  }
  expect(await answer.text()).toBe('Bearer sk_live_1')
})
