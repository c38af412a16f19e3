import { spawn } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { readLocalState } from '@sallyport/tasks'
import { expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { bin, sallyport } from './running/command.ts'
import { placeOfTest, stateFileAt } from './running/place-of-test.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

test.skipIf(lacks('signals'))('serves until Ctrl-C, and then leaves no state behind', async () => {
  const at = placeOfTest()
  const child = spawn(process.execPath, [bin, 'local', 'start', '--port', '0', '--json'], {
    cwd: at.cwd,
    env: at.env,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const lines = createInterface({ input: child.stdout })
  const first: string = await new Promise((resolve) => lines.once('line', resolve))
  expect(Object.keys(JSON.parse(first)).sort()).toEqual([
    'accessKeyId',
    'accountId',
    'controlToken',
    'endpoint',
    'region',
    'secretAccessKey',
  ])
  expect((await sallyport(at, ['local', 'status'])).status).toBe(0)
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  expect(existsSync(stateFileAt(at))).toBe(false)
})

test('goes to the background when it answers, keeps what it stored over a restart, and stops', async () => {
  const at = placeOfTest()
  const started = await sallyport(at, ['local', 'start', '--detach', '--port', '0'])
  expect(started.status, started.stderr).toBe(0)
  expect(started.stdout).toMatch(/^AWS on loopback at http:\/\/127\.0\.0\.1:\d+: account \d{12}, region us-east-1/)
  const state = await readLocalState(stateFileAt(at))
  expect(started.stdout + started.stderr).not.toContain(state?.secretAccessKey)
  expect(readFileSync(join(at.cwd, '.sallyport/local.log'), 'utf8')).not.toContain(state?.secretAccessKey)

  await sallyport(at, ['put', 'kept/key', '--local'], 'value')
  const stopped = await sallyport(at, ['local', 'stop'])
  expect(stopped.status, stopped.stderr).toBe(0)
  expect((await sallyport(at, ['list', '--local'])).status).toBe(5)
  await sallyport(at, ['local', 'start', '--detach', '--port', '0'])
  expect((await sallyport(at, ['list', '--local'])).stdout).toContain('kept/key')
})

test.skipIf(lacks('file modes'))('lets only its owner read its state and its log', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  for (const file of [stateFileAt(at), join(at.cwd, '.sallyport/local.log')]) expect(statSync(file).mode & 0o777, file).toBe(0o600)
})

test('outlives the terminal that started it', async () => {
  const at = placeOfTest()
  const session = atTerminal(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  expect((await session.ended).status, session.drawn()).toBe(0)
  expect((await sallyport(at, ['local', 'status'])).status).toBe(0)
})

test('refuses a second server on one folder, and points the way', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  for (const flags of [[], ['--memory'], ['--detach']]) {
    const second = await sallyport(at, ['local', 'start', '--port', '0', ...flags])
    expect(second.status).toBe(1)
    expect(second.stderr).toContain('sallyport local stop')
  }
})

test('says which flag helps when the port is taken', async () => {
  const at = placeOfTest()
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const address = other.address()
  const port = typeof address === 'object' && address !== null ? String(address.port) : ''
  for (const flags of [[], ['--detach']]) {
    const { status, stderr } = await sallyport(at, ['local', 'start', '--port', port, '--memory', ...flags])
    expect(status).toBe(1)
    expect(stderr).toContain(`port ${port} is taken`)
    expect(stderr).toContain('--port 0')
  }
})

test('has what a seed says, and leaves alone what is there already', async () => {
  const at = placeOfTest()
  writeFileSync(join(at.cwd, 'seed.json'), '{ "secrets": [{ "name": "dev/stripe", "value": "planted-value" }] }')
  const start = () => sallyport(at, ['local', 'start', '--detach', '--port', '0', '--seed', 'seed.json'])
  expect((await start()).status).toBe(0)
  expect((await sallyport(at, ['list', '--local'])).stdout).toContain('dev/stripe')
  await sallyport(at, ['local', 'stop'])
  expect((await start()).status).toBe(0)
})

test('a seed that cannot be used is wrong use, by its place, and nothing is started', async () => {
  const at = placeOfTest()
  writeFileSync(join(at.cwd, 'seed.json'), '{ "secrets": [{ "name": "a b", "value": "planted-value" }] }')
  for (const flags of [['--detach'], ['--memory'], []]) {
    const { status, stderr } = await sallyport(at, ['local', 'start', '--port', '0', '--seed', 'seed.json', ...flags])
    expect(status, stderr).toBe(2)
    expect(stderr).toMatch(/seed\.json: secrets\[0\] is refused/)
    expect(stderr).not.toContain('planted-value')
  }
  expect((await sallyport(at, ['local', 'status'])).status).toBe(5)
})

test('what kept it from starting in the background is told by its own code, which fits the exit status', async () => {
  const at = placeOfTest()
  writeFileSync(join(at.cwd, 'seed.json'), '{ "secrets": [{ "name": "a b", "value": "planted-value" }] }')
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo // of a TCP server
  for (const [flags, code, status, said] of [
    [['--seed', 'none.json'], 'NOT_FOUND', 4, 'none.json does not exist'],
    [['--seed', 'seed.json'], 'WRONG_USE', 2, 'seed.json: secrets[0] is refused'],
    [['--port', String(port)], 'NOT_STARTED', 1, `port ${port} is taken`],
  ] as const) {
    const finished = await sallyport(at, ['local', 'start', '--detach', '--memory', '--port', '0', ...flags, '--json'])
    expect(finished).toMatchObject({ status, stdout: '' })
    expect(JSON.parse(finished.stderr)).toEqual({ error: { code, message: expect.stringContaining(said) } })
  }
})

test('says loudly that nothing is denied, with --quiet too', async () => {
  const at = placeOfTest()
  const { stderr } = await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory', '--auth', 'off', '--quiet'])
  expect(stderr).toContain('NOTHING IS DENIED')
})

test('says that the port is taken by the server of another folder', async () => {
  const [one, other] = [placeOfTest(), placeOfTest()]
  await sallyport(one, ['local', 'start', '--detach', '--port', '0', '--memory'])
  const port = new URL((await readLocalState(stateFileAt(one)))?.endpoint ?? '').port
  const { status, stderr } = await sallyport(other, ['local', 'start', '--port', port, '--memory'])
  expect(status).toBe(1)
  expect(stderr).toContain(`port ${port} is taken by AWS on loopback of another folder`)
  expect(stderr).toContain('--port 0')
})

test('refuses in words a folder that cannot hold the data', async () => {
  const at = placeOfTest()
  writeFileSync(join(at.cwd, 'file'), '')
  const folders = [join(at.cwd, 'file'), join(at.cwd, 'file/below'), ...(existsSync('/proc/self') ? ['/proc/foo', '/proc'] : [])]
  for (const folder of folders) {
    for (const flags of [[], ['--memory'], ['--detach']]) {
      const { status, stderr } = await sallyport(at, ['local', 'start', '--port', '0', '--data', folder, ...flags])
      expect(status, stderr).toBe(2)
      expect(stderr).toContain(`folder ${folder} cannot hold the data, `)
      expect(stderr).toContain('--data DIR')
    }
  }
})

test.skipIf(lacks('a POSIX shell'))('gives a shell what other tools need, and nothing that would win over it', async () => {
  const at = placeOfTest()
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  const lines = (await sallyport(at, ['local', 'env'])).stdout
  const shown = await new Promise<string>((resolve) => {
    const child = spawn('sh', ['-c', `${lines}\nprintf '%s %s %s' "$AWS_ENDPOINT_URL" "$AWS_ACCESS_KEY_ID" "$AWS_PROFILE"`], {
      env: { PATH: at.env['PATH'] ?? '', AWS_PROFILE: 'mine' },
    })
    let shown = ''
    child.stdout.on('data', (chunk) => {
      shown += chunk
    })
    child.once('close', () => resolve(shown))
  })
  const state = await readLocalState(stateFileAt(at))
  expect(shown).toBe(`${state?.endpoint} ${state?.accessKeyId} `)
  expect(JSON.parse((await sallyport(at, ['local', 'env', '--json'])).stdout)).toMatchObject({ AWS_ENDPOINT_URL: state?.endpoint })
  expect((await sallyport(at, ['local', 'env', '--shell', 'csh'])).status).toBe(2)
})

test.each([
  [['local', 'start', '--port', '70000']],
  [['local', 'start', '--port', 'x']],
  [['local', 'start', '--auth', 'maybe']],
  [['local', 'start', '--region', 'x y']],
  [['local']],
])('%j is wrong use', async (args) => {
  expect((await sallyport(placeOfTest(), args)).status).toBe(2)
})

test('a state file that came with a repository is not obeyed', async () => {
  const at = placeOfTest()
  const state = {
    format: 1,
    endpoint: 'http://attacker.example',
    region: 'x',
    accountId: '1',
    accessKeyId: 'a',
    secretAccessKey: 'b',
    controlToken: 'c',
    pid: 1,
    auth: 'enforce',
    data: null,
  }
  await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--memory'])
  await sallyport(at, ['local', 'stop'])
  writeFileSync(stateFileAt(at), JSON.stringify(state), { mode: 0o600 })
  const { status, stderr } = await sallyport(at, ['put', 'x', '--local'], 'planted')
  expect(status).toBe(2)
  expect(stderr).toContain('does not describe a server on loopback')
})
