import { expect, onTestFinished, test } from 'vitest'
import { callingOut } from './calling-out.ts'
import { type Connections, keptConnections } from './connections.ts'
import { connectionsTo, serverOnThread, sourceOf, standStill, testServer } from './fixtures/test-server.ts'

async function api(respond: Parameters<typeof testServer>[0] = (_request, response) => response.end('fine')) {
  const server = await testServer(respond, { tls: true })
  onTestFinished(() => server.close())
  return server
}
const secretOver = (connections: Connections, fromLoopback = false) =>
  callingOut(sourceOf(['sk_live_1'], { fromLoopback }), {
    hosts: ['api.example.test'],
    sign: (key) => ({ authorization: `Bearer ${key}` }),
    credentialHeaders: ['authorization'],
    connections,
    env: {},
  })

test('one connection serves calls that follow each other', async () => {
  const server = await api()
  const secret = secretOver(connectionsTo(server))
  for (let call = 0; call < 5; call++) await (await secret.fetch('/')).text()
  expect(server.connections).toBe(1)
})

test('a call whose answer is not read gives its connection back', async () => {
  const server = await api((_request, response) => response.end(Buffer.alloc(50_000)))
  const secret = secretOver(connectionsTo(server))
  const given: number[] = []
  for (let call = 0; call < 5; call++) {
    given.push((await secret.fetch('/')).status)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  expect([given, server.connections]).toEqual([[200, 200, 200, 200, 200], 1])
})

test.each([
  ['is used again after 20 s', 20_000, 1],
  ['is not used again when it was idle for longer', 20_001, 2],
  ['is not used again when the clock went back', -1, 2],
])('a kept connection %s', async (_rule, laterMs, connections) => {
  const server = await api()
  let now = 1_000_000
  const secret = secretOver(connectionsTo(server, () => now))
  await (await secret.fetch('/')).text()
  now += laterMs
  expect((await secret.fetch('/', { body: 'not sent twice' })).status).toBe(200)
  expect(server.connections).toBe(connections)
})

test('after a broken kept connection no other kept one is tried', async () => {
  const served = new WeakSet<object>()
  const server = await api((_request, response, raw) => {
    if (served.has(raw.socket)) return raw.socket.destroy()
    served.add(raw.socket)
    return response.end('fine')
  })
  const secret = secretOver(connectionsTo(server))
  await Promise.all([1, 2, 3].map(async () => (await secret.fetch('/')).text()))
  expect((await secret.fetch('/')).status).toBe(200)
  expect(server.connections).toBe(4)
})

test('a connection that the server closed while this process stood still costs no call, not even a POST', async () => {
  // closes what is idle for 50 ms, and does not announce it
  const server = await serverOnThread(`(request, response) => {
    response.on('finish', () => setTimeout(() => request.socket.end(), 50))
    response.end('fine')
  }`)
  onTestFinished(() => server.close())
  let now = 1_000_000
  const secret = secretOver(
    keptConnections({}, () => now),
    true,
  )
  const post = () => secret.fetch(`${server.url}/`, { body: 'not sent twice' })
  for (let round = 0; round < 3; round++) {
    expect(await (await post()).text()).toBe('fine')
    standStill(250)
    now += 2_000
  }
})
