import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type LocalState, readLocalState } from '@sallyport/tasks'
import { expect, onTestFinished, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { placeOfTest, stateFileAt } from './running/place-of-test.ts'

/** Kills the server and takes its port, with an answer to everything. @returns every request that came */
async function strangerInsteadOf(state: LocalState | undefined): Promise<readonly string[]> {
  process.kill(state?.pid ?? 0, 'SIGKILL')
  const seen: string[] = []
  const stranger = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)} ${await text(request)}`)
    response.end('{}')
  })
  onTestFinished(() => {
    stranger.closeAllConnections()
    stranger.close()
  })
  await listeningOn(stranger, Number(new URL(state?.endpoint ?? '').port))
  return seen
}

/** A port that a killed process had may be free only a moment later. */
async function listeningOn(server: Server, port: number): Promise<void> {
  for (;;) {
    server.listen(port, '127.0.0.1')
    const [error] = await Promise.race([once(server, 'listening').then(() => []), once(server, 'error')])
    if (error === undefined) return
    await setTimeout(20)
  }
}

test('tells what a killed server left, and starts again over it', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  process.kill((await readLocalState(stateFileAt(at)))?.pid ?? 0, 'SIGKILL')
  for (const args of [
    ['list', '--local'],
    ['local', 'status'],
  ]) {
    const { status, stderr } = await sallyport(at, args)
    expect(status, stderr).toBe(5)
    expect(stderr).toContain('sallyport local start')
  }
  const again = await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  expect(again.status, again.stderr).toBe(0)
})

test('a stranger on the port of a killed server is sent no token, no key and no value', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  const state = await readLocalState(stateFileAt(at))
  const seen = await strangerInsteadOf(state)

  for (const args of [
    ['put', 'dev/key', '--local'],
    ['list', '--local'],
    ['invoke', 'checkout', '--local'],
    ['local', 'status'],
    ['local', 'env'],
  ]) {
    const { status, stdout, stderr } = await sallyport(at, args, 'planted-value')
    expect(status, stderr).toBe(5)
    expect(stdout).toBe('')
    expect(stderr).toContain('what answers on that port is not the server that')
    expect(stderr).toContain('run "sallyport local start"')
  }
  const again = await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  expect(again.status, again.stderr).toBe(0)
  expect((await sallyport(at, ['list', '--local'])).status).toBe(0)
  expect(seen.length).toBeGreaterThan(0)
  for (const secret of ['authorization', 'planted-value', state?.controlToken, state?.secretAccessKey])
    expect(seen.join()).not.toContain(secret)
})

test('stop over what a killed server left says that it was gone, and leaves the stranger on its port alone', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  const state = await readLocalState(stateFileAt(at))
  const seen = await strangerInsteadOf(state)
  const { status, stderr } = await sallyport(at, ['local', 'stop'])
  expect(status).toBe(0)
  expect(stderr).toContain('was gone already')
  expect(existsSync(stateFileAt(at))).toBe(false)
  expect(seen).toEqual([expect.stringMatching(/^GET \/_sallyport\/health\?challenge=[0-9a-f]{64} /)])
})
