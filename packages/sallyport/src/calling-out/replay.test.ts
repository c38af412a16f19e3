import { describe, expect, onTestFinished, test } from 'vitest'
import { callingOut } from './calling-out.ts'
import { connectionsTo, sourceOf, type TestServer, type TestSource, testServer } from './fixtures/test-server.ts'

async function api(respond: Parameters<typeof testServer>[0]) {
  const server = await testServer(respond, { tls: true })
  onTestFinished(() => server.close())
  return server
}

/** A secret whose declared host is found at `server`. */
function secretFor(server: TestServer, source: TestSource) {
  return callingOut(source, {
    hosts: ['api.example.test'],
    sign: (key) => ({ authorization: `Bearer ${key}` }),
    credentialHeaders: ['authorization'],
    connections: connectionsTo(server),
    env: {},
  })
}

/** Answers 401 to every key but `accepted`. */
const accepts = (accepted: string) =>
  api(({ headers }, response) => {
    response.statusCode = headers.authorization === `Bearer ${accepted}` ? 200 : 401
    response.end(`{"status":${response.statusCode}}`)
  })

describe('after a 401', () => {
  test('the secret is read anew and the request sent once more with what changed', async () => {
    const server = await accepts('sk_live_2')
    const source = sourceOf(['sk_live_1', 'sk_live_2'])
    const answer = await secretFor(server, source).fetch('/v1', { json: { amount: 5 } })
    expect(await answer.json()).toEqual({ status: 200 })
    expect(server.requests.map(({ headers, body }) => [headers.authorization, body])).toEqual([
      ['Bearer sk_live_1', '{"amount":5}'],
      ['Bearer sk_live_2', '{"amount":5}'],
    ])
  })

  test('fifty parallel calls share one refresh, and each is sent once more', async () => {
    const server = await accepts('sk_live_2')
    const source = sourceOf(['sk_live_1', 'sk_live_2'])
    const secret = secretFor(server, source)
    const answers = await Promise.all(Array.from({ length: 50 }, () => secret.fetch('/v1')))
    expect(answers.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect(source.refreshes()).toBe(1)
    expect(server.requests).toHaveLength(100)
  })

  test('the 401 is the answer when the secret did not change', async () => {
    const server = await accepts('sk_live_2')
    const source = sourceOf(['sk_live_1'])
    const answer = await secretFor(server, source).fetch('/v1')
    expect([answer.status, await answer.json()]).toEqual([401, { status: 401 }])
    expect([source.refreshes(), server.requests.length]).toEqual([1, 1])
  })

  test('a second 401 is the answer: no third attempt', async () => {
    const server = await accepts('sk_live_3')
    const source = sourceOf(['sk_live_1', 'sk_live_2', 'sk_live_3'])
    expect((await secretFor(server, source).fetch('/v1')).status).toBe(401)
    expect([source.refreshes(), server.requests.length]).toEqual([1, 2])
  })

  test('a stream is not sent again, but the next call has the new value', async () => {
    const server = await accepts('sk_live_2')
    const secret = secretFor(server, sourceOf(['sk_live_1', 'sk_live_2']))
    async function* parts() {
      yield 'once'
    }
    expect((await secret.fetch('/v1', { body: parts() })).status).toBe(401)
    expect((await secret.fetch('/v1')).status).toBe(200)
    expect(server.requests.map(({ body }) => body)).toEqual(['once', ''])
  })

  test('an endless 401 body does not hold up the replay or its connection', async () => {
    const broken: boolean[] = []
    const server = await api(({ headers }, response) => {
      if (headers.authorization === 'Bearer sk_live_2') return response.end('fine')
      response.statusCode = 401
      response.on('close', () => broken.push(!response.writableFinished))
      const more = () => {
        while (response.write(Buffer.alloc(65_536)));
      }
      response.on('drain', more)
      more()
    })
    const answer = await secretFor(server, sourceOf(['sk_live_1', 'sk_live_2'])).fetch('/v1')
    expect(await answer.text()).toBe('fine')
    await expect.poll(() => broken).toEqual([true])
  })

  test('a refusal to read the secret anew is thrown', async () => {
    const server = await accepts('sk_live_2')
    const denied = Object.assign(new Error('denied'), { code: 'ACCESS_DENIED' })
    const source = { ...sourceOf(['sk_live_1']), refreshAfter: () => Promise.reject(denied) }
    await expect(secretFor(server, source).fetch('/v1')).rejects.toBe(denied)
  })
})
