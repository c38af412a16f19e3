import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { bin, type Place, sallyport } from './running/command.ts'
import { placeOfTest } from './running/place-of-test.ts'
import { atTerminal } from './running/pseudo-terminal.ts'

/** A place whose temporary files are its own, so that what is left of a run is seen. */
function ownPlace(): Place & { readonly temporary: string } {
  const place = placeOfTest()
  const temporary = join(place.cwd, 'temporary')
  mkdirSync(temporary)
  return { ...place, temporary, env: { ...place.env, TMPDIR: temporary, TEMP: temporary } }
}

/** What `local exec` is given to run this program of Node's. */
const node = (program: string, ...args: string[]) => ['--', process.execPath, '-e', program, ...args]

/** What `local exec` is given to run commands of ours one after the other; `input` is the value that they are given. */
const inTurn = (input: string, ...commands: (readonly string[])[]) =>
  node(
    `for (const words of ${JSON.stringify(commands)})
      require('node:child_process').execFileSync(process.execPath, [${JSON.stringify(bin)}, ...words], { input: ${JSON.stringify(input)}, stdio: ['pipe', 'inherit', 'inherit'] })`,
  )
const list = ['list', '--local', '--quiet']

/** The command in a session of its own, so that a terminal around the tests has no part in it. */
function running(place: Place, args: readonly string[]): ChildProcess & { readonly lines: AsyncIterator<string> } {
  const child = spawn(process.execPath, [bin, 'local', 'exec', ...args], {
    cwd: place.cwd,
    env: place.env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return Object.assign(child, { lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() })
}

const waiting = 'setInterval(() => {}, 1000); console.log(process.pid)'

describe('local exec', () => {
  test('ends with the status of the command, and says nothing on its standard output', async () => {
    const at = ownPlace()
    const { status, stdout, stderr } = await sallyport(at, ['local', 'exec', ...node('process.stdout.write("mine"); process.exit(7)')])
    expect([status, stdout]).toEqual([7, 'mine'])
    expect(stderr).toMatch(/^AWS on loopback at http:\/\/127\.0\.0\.1:\d+, account 123456789012, region us-east-1\n$/)
    const quiet = await sallyport(at, ['local', 'exec', '--quiet', ...node('process.exit(0)')])
    expect(quiet).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('leaves every word after "--" to the command', async () => {
    const words = ['--json', '--quiet', '--', '-x', 'two words', '']
    const { stdout } = await sallyport(ownPlace(), [
      'local',
      'exec',
      ...node('console.log(JSON.stringify(process.argv.slice(1)))', '--', ...words),
    ])
    expect(JSON.parse(stdout)).toEqual(words)
  })

  test('passes on what stands in a pipe, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, index) => index)
    const program = 'process.stdin.on("data", (chunk) => process.stdout.write(chunk.toString("hex")))'
    const { stdout } = await sallyport(ownPlace(), ['local', 'exec', ...node(program)], bytes)
    expect(stdout).toBe(Buffer.from(bytes).toString('hex'))
  })

  test('gives the command an AWS of its own, which other commands find by --local', async () => {
    const at = ownPlace()
    const first = await sallyport(at, ['local', 'exec', ...inTurn('planted-value', ['put', 'kept/key', '--local', '--quiet'], list)])
    expect(first.stdout, first.stderr).toMatch(/^kept\/key\tsecret\t/m)
    const second = await sallyport(at, ['local', 'exec', ...inTurn('', list)])
    expect([second.status, second.stdout]).toEqual([0, ''])
  })

  test('is gone when the command is, with all it had', async () => {
    const at = ownPlace()
    const { stdout } = await sallyport(at, ['local', 'exec', ...node('console.log(process.env.AWS_ENDPOINT_URL)')])
    const [error] = await once(connect(Number(new URL(stdout.trim()).port), '127.0.0.1'), 'error')
    expect(error).toMatchObject({ code: 'ECONNREFUSED' })
    expect(readdirSync(at.temporary)).toEqual([])
    expect(existsSync(join(at.cwd, '.sallyport'))).toBe(false)
  })

  test('keeps the data in the folder that --data says', async () => {
    const at = ownPlace()
    const exec = (...words: string[]) => sallyport(at, ['local', 'exec', '--data', 'kept', ...inTurn('value', words)])
    await exec('put', 'kept/key', '--local')
    expect((await exec(...list)).stdout).toContain('kept/key')
    expect(existsSync(join(at.cwd, 'kept/state.json'))).toBe(false)
  })

  test('has what a seed says, and refuses one that it cannot use before the command runs', async () => {
    const at = ownPlace()
    writeFileSync(join(at.cwd, 'seed.json'), '{ "secrets": [{ "name": "dev/stripe", "value": "planted-value" }] }')
    const seeding = ['local', 'exec', '--seed', 'seed.json', ...inTurn('', list)]
    const seeded = await sallyport(at, seeding)
    expect(seeded.stdout).toContain('dev/stripe')
    expect(seeded.stderr).toContain('seed: 1 stored')
    writeFileSync(join(at.cwd, 'seed.json'), '{ "secrets": [{ "vaule": "planted-value" }] }')
    const { status, stdout, stderr } = await sallyport(at, seeding)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/seed\.json: secrets\[0\]\.name is missing/)
    expect(stderr).not.toContain('planted-value')
  })

  test('lets no profile, session or endpoint of this machine win over it', async () => {
    const at = ownPlace()
    writeFileSync(join(at.cwd, 'config'), '[default]\nendpoint_url = http://127.0.0.1:9\nrole_arn = arn:aws:iam::111122223333:role/r\n')
    const env = {
      ...at.env,
      ...{
        AWS_PROFILE: 'mine',
        AWS_SESSION_TOKEN: 'x',
        AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:9',
        AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
      },
      ...{
        AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
        AWS_CONFIG_FILE: join(at.cwd, 'config'),
        AWS_ROLE_ARN: 'x',
        AWS_REGION: 'xx-nowhere-1',
      },
    }
    const sdk = fileURLToPath(import.meta.resolve('@aws-sdk/client-sts'))
    const program = `const { STS } = require(${JSON.stringify(sdk)}); new STS().getCallerIdentity().then(({ Arn }) => console.log(Arn))`
    const { stdout, stderr } = await sallyport({ ...at, env }, ['local', 'exec', '--quiet', ...node(program)])
    expect(stdout, stderr).toBe('arn:aws:iam::123456789012:user/administrator\n')
  })

  test('keeps the stage that was set, else dev, else what --stage says', async () => {
    const at = ownPlace()
    const stage = async (flags: string[], env = {}) =>
      (
        await sallyport({ ...at, env: { ...at.env, ...env } }, [
          'local',
          'exec',
          ...flags,
          ...node('console.log(process.env.SALLYPORT_STAGE)'),
        ])
      ).stdout
    expect(await stage([])).toBe('dev\n')
    expect(await stage([], { SALLYPORT_STAGE: 'ci' })).toBe('ci\n')
    expect(await stage(['--stage', 'test'], { SALLYPORT_STAGE: 'ci' })).toBe('test\n')
  })

  test('gives an account of its own to each who asks with the token', async () => {
    const program = `fetch(process.env.AWS_ENDPOINT_URL + '/_sallyport/accounts', { method: 'POST',
      headers: { authorization: 'Bearer ' + process.env.SALLYPORT_LOCAL_TOKEN } }).then((answer) => answer.json()).then((account) => console.log(JSON.stringify(Object.keys(account))))`
    const { stdout } = await sallyport(ownPlace(), ['local', 'exec', ...node(program)])
    expect(JSON.parse(stdout)).toEqual(['accountId', 'region', 'accessKeyId', 'secretAccessKey', 'endpoint'])
  })

  test.skipIf(lacks('/proc'))('puts no key and no value into the arguments of any process', async () => {
    const at = ownPlace()
    const value = randomUUID() // of this test alone: the arguments of whatever else runs here are looked at as well
    writeFileSync(join(at.cwd, 'seed.json'), JSON.stringify({ secrets: [{ name: 's', value }] }))
    const program = `const { readdirSync, readFileSync } = require('node:fs')
      const secrets = [process.env.AWS_SECRET_ACCESS_KEY, process.env.SALLYPORT_LOCAL_TOKEN, JSON.parse(readFileSync('seed.json', 'utf8')).secrets[0].value]
      const read = (pid) => { try { return readFileSync('/proc/' + pid + '/cmdline', 'utf8') } catch { return '' } }
      const lines = readdirSync('/proc').filter((name) => /^\\d+$/.test(name)).map(read)
      console.log(lines.some((line) => line.includes('seed.json')), lines.filter((line) => secrets.some((each) => line.includes(each))).length)`
    const { stdout } = await sallyport(at, ['local', 'exec', '--seed', 'seed.json', ...node(program)])
    expect(stdout).toBe('true 0\n')
  })

  test('says loudly that nothing is denied, with --quiet too', async () => {
    const { stderr } = await sallyport(ownPlace(), ['local', 'exec', '--auth', 'off', '--quiet', ...node('')])
    expect(stderr).toContain('NOTHING IS DENIED')
  })
})

describe('a command that cannot be run', () => {
  test.skipIf(lacks('file modes'))('because it is no program is 126', async () => {
    const at = ownPlace()
    writeFileSync(join(at.cwd, 'plain'), 'text')
    chmodSync(join(at.cwd, 'plain'), 0o644)
    const { status, stderr } = await sallyport(at, ['local', 'exec', '--', './plain'])
    expect(status).toBe(126)
    expect(stderr).toContain('chmod +x')
  })

  test('because a variable stands in its place does not show its value', async () => {
    const { status, stderr } = await sallyport(ownPlace(), ['local', 'exec', '--', 'API_KEY=planted-value', 'node'])
    expect(status).toBe(127)
    expect(stderr).toContain('API_KEY=… was not found')
    expect(stderr).not.toContain('planted-value')
  })

  test('is told as JSON with --json', async () => {
    const { stderr } = await sallyport(ownPlace(), ['local', 'exec', '--json', '--quiet', '--', 'no-such-command'])
    expect(JSON.parse(stderr)).toEqual({ error: { code: 'COMMAND_NOT_RUN', message: expect.stringContaining('was not found') } })
  })

  test.each([[[]], [['--']], [['--auth', 'maybe', '--', 'true']], [['--region', 'a b', '--', 'true']]])(
    'because of %j is wrong use',
    async (args) => {
      const { status, stdout } = await sallyport(ownPlace(), ['local', 'exec', ...args])
      expect([status, stdout]).toEqual([2, ''])
    },
  )

  test('because a server has the data folder already points the way', async () => {
    const at = ownPlace()
    await sallyport(at, ['local', 'start', '--detach', '--port', '0', '--data', '.sallyport'])
    const { status, stderr } = await sallyport(at, ['local', 'exec', '--data', '.sallyport', ...node('')])
    expect(status).toBe(1)
    expect(stderr).toContain('sallyport local stop')
  })
})

describe.skipIf(lacks('signals'))('signals', () => {
  test.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const)(
    '%s to it reaches the command, whose end it waits for',
    async (signal) => {
      const program = `process.once('${signal}', () => setTimeout(() => { console.log('told'); process.exit(5) }, 200)); ${waiting}`
      const child = running(ownPlace(), node(program))
      await child.lines.next()
      child.kill(signal)
      expect((await child.lines.next()).value).toBe('told')
      expect(await once(child, 'exit')).toEqual([5, null])
    },
  )

  test('that end the command give 128 and their number', async () => {
    const child = running(ownPlace(), node(waiting))
    const { value: pid } = await child.lines.next()
    process.kill(Number(pid), 'SIGTERM')
    expect(await once(child, 'exit')).toEqual([143, null])
  })

  test('a kill leaves nobody behind: neither the command, nor what that has started, nor a file', async () => {
    const at = ownPlace()
    const grandchild = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(waiting)}], { stdio: ['ignore', 'inherit', 'inherit'] })`
    const child = running(at, node(`process.on('SIGTERM', () => {}); ${waiting}; ${grandchild}`))
    const pids = [(await child.lines.next()).value, (await child.lines.next()).value].map(Number)
    expect(readdirSync(at.temporary)).toHaveLength(1)
    child.kill('SIGKILL')
    while (pids.some(isAlive) || readdirSync(at.temporary).length > 0) await setTimeout(20)
  })
})

describe('at a terminal', () => {
  test('the command has the terminal itself', async () => {
    const program = 'console.log([process.stdin.isTTY, process.stdout.isTTY, process.stderr.isTTY, process.stdout.columns].join())'
    const session = atTerminal(ownPlace(), ['local', 'exec', ...node(program)])
    expect((await session.ended).status).toBe(0)
    expect(session.drawn()).toContain('true,true,true,100')
  })

  test('each Ctrl-C reaches the command once, and it may take its time', async () => {
    const program = `let interrupts = 0
      process.on('SIGINT', () => { interrupts++; setTimeout(() => { console.log('told: ' + interrupts); if (interrupts > 3) process.exit(9) }, 300) })
      setInterval(() => {}, 1000); console.log('told: 0')`
    const session = atTerminal(ownPlace(), ['local', 'exec', ...node(program)])
    for (const interrupts of [0, 1, 2, 3]) {
      await session.until(`told: ${interrupts}`)
      session.type('\x03')
    }
    expect((await session.ended).status).toBe(9)
    expect(session.drawn().match(/told: \d/g)).toEqual([0, 1, 2, 3, 4].map((interrupts) => `told: ${interrupts}`))
  })

  test('Ctrl-C ends a command that does not mind, with 130, and nothing is left', async () => {
    const at = ownPlace()
    const session = atTerminal(at, ['local', 'exec', ...node(`console.log('ready'); ${waiting}`)])
    await session.until('ready')
    session.type('\x03')
    expect((await session.ended).status).toBe(130)
    expect(readdirSync(at.temporary)).toEqual([])
  })

  test.skipIf(lacks('signals')).each(['SIGINT', 'SIGQUIT'] as const)(
    '%s that was sent to it alone reaches the command, each once, between those of the keyboard',
    async (signal) => {
      const key = signal === 'SIGINT' ? '\x03' : '\x1c'
      const program = `let signals = 0
        process.on('${signal}', () => { signals++; setTimeout(() => { console.log('told: ' + signals); if (signals > 3) process.exit(9) }, 300) })
        setInterval(() => {}, 1000); console.log('told: 0')`
      const session = atTerminal(ownPlace(), ['local', 'exec', ...node(program)])
      for (const [signals, send] of [
        () => process.kill(session.pid, signal),
        () => session.type(key),
        () => process.kill(session.pid, signal),
        () => session.type(key),
      ].entries()) {
        await session.until(`told: ${signals}`)
        send()
      }
      expect((await session.ended).status).toBe(9)
      expect(session.drawn().match(/told: \d/g)).toEqual([0, 1, 2, 3, 4].map((signals) => `told: ${signals}`))
    },
  )

  test.skipIf(lacks('signals')).each(['SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1'] as const)(
    '%s to its whole group reaches the command once',
    async (signal) => {
      const program = `let signals = 0
        process.on('${signal}', () => { if (++signals === 1) setTimeout(() => { console.log('told: ' + signals); process.exit(9) }, 300) })
        setInterval(() => {}, 1000); console.log('ready')`
      const session = atTerminal(ownPlace(), ['local', 'exec', ...node(program)])
      await session.until('ready')
      process.kill(-session.pid, signal)
      expect((await session.ended).status).toBe(9)
      expect(session.drawn()).toContain('told: 1')
    },
  )

  test.skipIf(lacks('signals'))('SIGINT that was sent to it alone ends a command that does not mind, with 130', async () => {
    const session = atTerminal(ownPlace(), ['local', 'exec', ...node(`console.log('ready'); ${waiting}`)])
    await session.until('ready')
    process.kill(session.pid, 'SIGINT')
    expect((await session.ended).status).toBe(130)
  })

  test.skipIf(lacks('/proc'))('SIGINT reaches the command too where the shell that tells signals apart was killed', async () => {
    const session = atTerminal(ownPlace(), ['local', 'exec', ...node(`console.log('ready'); ${waiting}`)])
    await session.until('ready')
    const children = readFileSync(`/proc/${session.pid}/task/${session.pid}/children`, 'utf8').trim().split(' ').map(Number)
    const witness = children.find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('for each; do trap'))
    if (witness === undefined) throw new Error('no such shell runs')
    process.kill(witness, 'SIGKILL')
    while (isAlive(witness)) await setTimeout(20)
    process.kill(session.pid, 'SIGINT')
    expect((await session.ended).status).toBe(130)
  })

  test('what is typed goes to the command', async () => {
    const program = `process.stdin.once('data', (line) => { console.log('got ' + line.toString().trim()); process.exit() }); console.log('ready')`
    const session = atTerminal(ownPlace(), ['local', 'exec', ...node(program)])
    await session.until('ready')
    session.type('hello\r')
    await session.until('got hello')
    expect((await session.ended).status).toBe(0)
  })
})

/** A zombie, whose parent has not asked for its end yet, has ended. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !existsSync('/proc/self/stat') || !/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}
