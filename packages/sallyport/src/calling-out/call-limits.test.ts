import { expect, onTestFinished, test } from 'vitest'
import { callingOut } from './calling-out.ts'
import { keptConnections } from './connections.ts'
import { serverOnThread, sourceOf, standStill } from './fixtures/test-server.ts'

test('an answer that came while the process stood still counts, although the time is over when it runs again', async () => {
  let arrived: (path: string) => void = () => undefined
  const arrival = new Promise<string>((resolve) => {
    arrived = resolve
  })
  const server = await serverOnThread(
    `(request, response) => {
      setTimeout(() => response.write('first '), 50)
      setTimeout(() => response.end('last'), 600)
    }`,
    (path) => arrived(path),
  )
  onTestFinished(() => server.close())
  const secret = callingOut(sourceOf(['sk_test_1'], { fromLoopback: true }), {
    hosts: ['api.example.test'],
    sign: (key) => ({ authorization: `Bearer ${key}` }),
    credentialHeaders: ['authorization'],
    connections: keptConnections(),
    env: {},
  })
  const call = secret.fetch(`${server.url}/v1`, { timeoutMs: 200 })
  expect(await arrival).toBe('/v1')
  standStill(300)
  expect(await (await call).text()).toBe('first last')
})
