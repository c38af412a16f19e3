import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { fakeAws, secretReply } from './fake-aws.ts'
import { framesOf, putLambdaConsole } from './log-guard-lambda-console.ts'

// Made up for these tests.
const key = 'sk_live_4eC39HqLyjW/ü"Darj+tT1'
const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n${'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'.repeat(2)}\n-----END PRIVATE KEY-----\n`

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-log-guard-'))
  const sources = { sallyport: '../src/index.ts', guard: '../src/log-guard/index.ts', lambda: './log-guard-lambda-console.ts' }
  for (const [name, source] of Object.entries(sources)) {
    const input = fileURLToPath(new URL(source, import.meta.url))
    for (const [format, extension] of [
      ['esm', 'mjs'],
      ['cjs', 'cjs'],
    ] as const)
      await build({ input, platform: 'node', output: { file: join(folder, `${name}.${extension}`), format }, logLevel: 'silent' })
  }
})
afterAll(() => rm(folder, { recursive: true }))

/** What a process writes that reads two secrets, puts the guard in place and runs `logging`, where `key` and `pem` are their values. */
async function written(logging: string, { env = {}, lambda = false, flags = [] as string[], before = '' } = {}) {
  const aws = await fakeAws(({ input }) => secretReply(input['SecretId'] === 'pem' ? pem : key))
  onTestFinished(() => aws.close())
  await writeFile(join(folder, 'before.mjs'), before)
  await writeFile(
    join(folder, 'function.mjs'),
    `import './before.mjs'
     import { text } from './sallyport.mjs'
     import { guardLogs, masked } from './guard.mjs'
     import * as fs from 'node:fs'
     const end = guardLogs()
     const [key, pem] = (await Promise.all([text('key').get(), text('pem').get()])).map((secret) => secret.reveal())
     ${logging}`,
  )
  const main = join(folder, 'main.mjs')
  await writeFile(
    main,
    `import { ${putLambdaConsole.name} } from './lambda.mjs'\n${lambda ? `${putLambdaConsole.name}()` : ''}\nawait import('./function.mjs')`,
  )
  const running = spawn(process.execPath, [...flags, main], { env: { ...aws.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] })
  onTestFinished(() => void running.kill('SIGKILL'))
  const [out, err, fd] = [1, 2, 3].map((descriptor) => {
    const chunks: Buffer[] = []
    running.stdio[descriptor]?.on('data', (chunk) => chunks.push(chunk))
    return () => Buffer.concat(chunks)
  }) as [() => Buffer, () => Buffer, () => Buffer] // three were given
  const [code] = await once(running, 'close')
  const [stdout, stderr, framed] = [out(), err(), fd()]
  const all = Buffer.concat([stdout, stderr, framed]).toString()
  return { code, stdout: stdout.toString(), stderr: stderr.toString(), frames: framesOf(framed), all }
}

/** Every form of the key, and a line of the private key. Compared as booleans, so that a failure shows none of them. */
const forms = [
  key,
  JSON.stringify(key).slice(1, -1),
  encodeURIComponent(key),
  Buffer.from(key).toString('hex'),
  Buffer.from(key).toString('hex').toUpperCase(),
  Buffer.from(key).toString('base64url').slice(0, -4),
  Buffer.from(key).join(),
  Buffer.from(key).toString('base64').slice(0, -4),
  Buffer.from(`shop:${key}`).toString('base64').slice(8, -4),
  'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC',
  'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj',
]
const shows = (text: string) => forms.some((form) => text.includes(form))

const everyWay = `
  console.log(key)
  console.log('key %s of %o', key, { key })
  console.info({ at: 1, deep: { deeper: { key, pem } } })
  console.debug(new Map([['key', key]]), [key], new Set([key]))
  console.warn('basic', 'Basic ' + Buffer.from('shop:' + key).toString('base64'), Buffer.from(key).toString('hex').toUpperCase())
  console.error(new Error('refused ' + key), 'https://api.example.com/?key=' + encodeURIComponent(key))
  console.error(Object.assign(new Error('refused'), { config: { headers: { authorization: 'Bearer ' + key } } }))
  console.log(pem)
  console.log({ pem }, JSON.stringify({ key }))
  console.log(Buffer.from(key), JSON.stringify(Buffer.from(key)))
  console.log(Buffer.from(key).toString('hex'), Buffer.from(key).toString('base64'), Buffer.from(key).toString('base64url'))
  console.log('nothing to see', { a: 1 })
  console.dir({ key })
  console.table([{ key }])
  console.group(key); console.groupEnd()
  console.assert(false, key)
  process.stdout.write('out ' + key + '\\n')
  process.stderr.write(Buffer.from('err ' + key + '\\n'))
  process.stdout.write(Buffer.from('hex ' + key + '\\n').toString('hex'), 'hex')
`

test('no value is shown by Node’s own console, by stdout or by stderr, and what holds none is shown as it is', async () => {
  const { code, all, stdout, stderr } = await written(everyWay)
  expect({ code, isShown: shows(all) }).toEqual({ code: 0, isShown: false })
  expect(stdout).toContain("key [redacted] of { key: '[redacted]' }\n")
  expect(stdout).toContain('nothing to see { a: 1 }\n')
  expect(stdout).toContain('out [redacted]\nhex [redacted]\n')
  expect(stderr).toContain('Error: refused [redacted]\n')
  expect(stderr).toContain('err [redacted]\n')
})

test('no value is shown in the framed log of Lambda’s runtime, and each frame has the length of its message', async () => {
  const { code, all, frames } = await written(everyWay, { lambda: true, env: { _LAMBDA_TELEMETRY_LOG_FD: '3' } })
  expect({ code, isShown: shows(all) }).toEqual({ code: 0, isShown: false })
  const messages = frames.map(({ text }) => text.split('\t').slice(2).join('\t'))
  expect(messages).toContain("INFO\tkey [redacted] of { key: '[redacted]' }\n")
  expect(messages).toContain('INFO\tnothing to see { a: 1 }\n')
  expect(new Set(frames.map(({ type }) => type.toString(16)))).toEqual(new Set(['a55a000f', 'a55a000b', 'a55a0013', 'a55a0017']))
})

test('no value is shown in the JSON log of Lambda’s runtime, which stays JSON with its fields', async () => {
  const { code, all, frames } = await written(everyWay, {
    lambda: true,
    env: { _LAMBDA_TELEMETRY_LOG_FD: '3', AWS_LAMBDA_LOG_FORMAT: 'JSON' },
  })
  expect({ code, isShown: shows(all) }).toEqual({ code: 0, isShown: false })
  const lines = frames.map(({ text }) => JSON.parse(text))
  expect(lines[0]).toMatchObject({ level: 'INFO', requestId: 'request-1', message: '[redacted]' })
  expect(lines.map(({ message }) => message)).toContainEqual({ at: 1, deep: { deeper: { key: '[redacted]', pem: '[redacted]' } } })
  expect(lines.find(({ errorType }) => errorType)).toMatchObject({ level: 'ERROR', errorType: 'Error', errorMessage: 'refused [redacted]' })
  expect(lines.find(({ message }) => message?.config)).toMatchObject({
    message: { errorType: 'Error', errorMessage: 'refused', config: { headers: { authorization: 'Bearer [redacted]' } } },
  })
})

test('no value is shown when Lambda’s console writes to stdout, as in a container image', async () => {
  for (const AWS_LAMBDA_LOG_FORMAT of ['TEXT', 'JSON']) {
    const { code, all } = await written(everyWay, { lambda: true, env: { AWS_LAMBDA_LOG_FORMAT, AWS_LAMBDA_FUNCTION_NAME: 'shop' } })
    expect({ code, isShown: shows(all) }).toEqual({ code: 0, isShown: false })
    expect(all).toContain('out [redacted]')
  }
})

test('no value is shown by a stream or a console that was in use before the guard, in Lambda as elsewhere', async () => {
  const before = "export const kept = process.stdout; console.dir('before')"
  const logging =
    "const { kept } = await import('./before.mjs'); kept.write('kept ' + key + '\\n'); console.dir({ key }); console.table([{ key }])"
  for (const env of [{}, { AWS_LAMBDA_FUNCTION_NAME: 'shop' }]) {
    const { code, all } = await written(logging, { env, before })
    expect({ code, isShown: shows(all) }).toEqual({ code: 0, isShown: false })
    expect(all).toContain('kept [redacted]')
  }
})

test('an error that no one catches ends the process as ever, and shows no value', async () => {
  const thrown = [
    "throw Object.assign(new TypeError('refused ' + key), { config: { key } })",
    'throw key',
    'throw { key }',
    'throw Object.freeze(new Error(key))',
    "Promise.reject(new Error('refused', { cause: new Error(key) }))",
    'Promise.reject(key)',
  ]
  for (const each of thrown) {
    const { code, all } = await written(each)
    expect({ each, code, isShown: shows(all) }).toEqual({ each, code: 1, isShown: false })
    expect(all).toContain('[redacted]')
  }
  const { code, frames } = await written(thrown[0] as string, { lambda: true, env: { _LAMBDA_TELEMETRY_LOG_FD: '3' } })
  expect({ code, isShown: frames.some(({ text }) => shows(text)) }).toEqual({ code: 129, isShown: false })
  expect(frames.at(-1)?.text).toContain('refused [redacted]')
})

test('a warning shows no value', async () => {
  const { all } = await written("process.emitWarning('old ' + key)")
  expect(shows(all)).toBe(false)
  expect(all).toContain('old [redacted]')
})

test('what the guard keeps back would be shown without it: each form, by each way', async () => {
  for (const lambda of [false, true]) {
    const { all } = await written(`end()\n${everyWay}`, { lambda, env: lambda ? { _LAMBDA_TELEMETRY_LOG_FD: '3' } : {} })
    expect(forms.filter((form) => all.includes(form))).toHaveLength(forms.length)
  }
})

test('of several calls the last to end ends the guard, and everything is as it was', async () => {
  const { stdout } = await written(`
    const second = guardLogs()
    end(); end()
    console.log('still guarded', key)
    const guarded = console.log
    second()
    console.log(guarded === console.log, Object.hasOwn(process.stdout, 'write'), process.listenerCount('uncaughtExceptionMonitor'))
    console.log(masked('by hand ' + key))
    guarded('no more', key)`)
  expect(stdout.replace(key, '(the key)')).toBe('still guarded [redacted]\nfalse false 0\nby hand [redacted]\nno more (the key)\n')
})

test('a value that a write ends in the middle of is masked from its first half on, and what follows of it', async () => {
  const { stdout } = await written(`
    for (const [i, piece] of ['a ', key.slice(0, 20), key.slice(20, 25), key.slice(25), ' b\\n'].entries()) process.stdout.write(piece)
    process.stdout.write('c ' + key.slice(0, 9)); process.stdout.write(key.slice(9) + ' d\\n')`)
  expect(stdout).toBe(`a ${'[redacted]'.repeat(3)} b\nc ${key.slice(0, 9)}[redacted] d\n`)
})

test('a process is not kept alive, and the ES module and the CommonJS one guard the same', async () => {
  const { code, all } = await written(`
    import { createRequire } from 'node:module'
    const { guardLogs: again } = createRequire(import.meta.url)('./guard.cjs')
    const before = console.log
    again()
    console.log(before === console.log, key)`)
  expect({ code, all }).toEqual({ code: 0, all: 'true [redacted]\n' })
})

test('importing the door changes nothing', async () => {
  const { stdout } = await written(`
    end()
    const { log } = console
    await import('./guard.cjs')
    console.log(log === console.log, Object.getOwnPropertySymbols(globalThis).filter((each) => each.description === 'sallyport.log-guard').length)`)
  expect(stdout).toBe('true 1\n')
})
