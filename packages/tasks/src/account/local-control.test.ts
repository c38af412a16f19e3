import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { assertAnswers, claimsToBeSallyport, healthOf } from './local-control.ts'
import type { LocalState } from './local-state.ts'

const controlToken = 'planted-token'

async function listening(answer: RequestListener): Promise<LocalState> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await new Promise((resolve) => server.once('listening', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    format: 1,
    ...{ endpoint: `http://127.0.0.1:${port}`, region: 'eu-west-1', accountId: '123456789012' },
    ...{ accessKeyId: 'AKIATEST', secretAccessKey: 'planted', controlToken, pid: 1, auth: 'enforce', data: null },
  }
}

const challengeOf = ({ url = '' }: IncomingMessage) => new URL(url, 'http://127.0.0.1').searchParams.get('challenge') ?? ''
const proofOf = (text: string, key = controlToken) => createHmac('sha256', key).update(text).digest('hex')

test('the server of the state file proves itself, and each time anew', async () => {
  const challenges: string[] = []
  const state = await listening((request, response) => {
    challenges.push(challengeOf(request))
    response.end(JSON.stringify({ status: 'ok', proof: proofOf(`sallyport health ${challengeOf(request)}`) }))
  })
  expect(await healthOf(state)).toBe('answers')
  expect(await healthOf(state)).toBe('answers')
  expect(challenges[0]).toMatch(/^[0-9a-f]{64}$/)
  expect(challenges[1]).not.toBe(challenges[0])
})

test.each<[string, (challenge: string) => string]>([
  ['an empty object', () => '{}'],
  ['nothing', () => ''],
  ['no JSON', () => 'ok'],
  ['the status alone', () => '{"status":"ok"}'],
  ['a list of proofs', (challenge) => JSON.stringify({ proof: [proofOf(`sallyport health ${challenge}`)] })],
  ['a proof by another token', (challenge) => JSON.stringify({ proof: proofOf(`sallyport health ${challenge}`, 'other') })],
  ['a proof of the challenge alone', (challenge) => JSON.stringify({ proof: proofOf(challenge) })],
  ['a proof of another challenge', () => JSON.stringify({ proof: proofOf(`sallyport health ${'0'.repeat(64)}`) })],
])('a stranger on the port that answers with %s gets no token, and is told of', async (_name, body) => {
  const seen: string[] = []
  const state = await listening((request, response) => {
    seen.push(JSON.stringify([request.url, request.headers]))
    response.end(body(challengeOf(request)))
  })
  await expect(assertAnswers({ state, file: '.sallyport/state.json' })).rejects.toMatchObject({
    code: 'UNREACHABLE',
    message: expect.stringMatching(
      /what answers on that port is not the server that .sallyport\/state.json names: run "sallyport local start"/,
    ),
  })
  expect(seen).toHaveLength(1)
  expect(seen.join()).not.toContain('planted')
  expect(seen.join()).not.toContain('authorization')
})

test('a stranger that sends slowly or without end holds nobody up', async () => {
  const slow = await listening((_request, response) => {
    const dripping = setInterval(() => response.write(' '), 5)
    response.on('close', () => clearInterval(dripping))
  })
  expect(await healthOf(slow, { timeoutMs: 100 })).toBe('silent')
  const endless = await listening((_request, response) => {
    response.on('drain', () => response.write(' '.repeat(50_000)))
    response.write(' '.repeat(500_000))
  })
  expect(await healthOf(endless, { timeoutMs: 60_000 })).toBe('silent')
})

test('tells a Sallyport of another folder from another program', async () => {
  const sallyport = await listening((_request, response) => void response.end('{"status":"ok"}'))
  expect(await claimsToBeSallyport(sallyport.endpoint)).toBe(true)
  const other = await listening((_request, response) => void response.writeHead(404).end('{"status":"ok"}'))
  expect(await claimsToBeSallyport(other.endpoint)).toBe(false)
})
