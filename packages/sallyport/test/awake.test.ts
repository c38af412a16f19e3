// What this package leaves behind in a process: nothing that keeps it awake, and before the first use nothing at all.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'rolldown'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { fakeAws, type Reply, type Seen, secretReply } from './fake-aws.ts'

const packageFolder = join(import.meta.dirname, '..')

let folder: string
/** The doors of the package by name, each as the files that it is published as. */
let doors: readonly { readonly name: string; readonly esm: string; readonly cjs: string }[]

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-awake-'))
  const { exports } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as { exports: Record<string, unknown> }
  const names = Object.keys(exports).filter((door) => door !== './package.json')
  doors = await Promise.all(
    names.map(async (name) => {
      const stem = name === '.' ? 'index' : name.slice(2)
      const input = join(packageFolder, 'src', name, 'index.ts')
      const door = { name, esm: join(folder, `${stem}.mjs`), cjs: join(folder, `${stem}.cjs`) }
      await build({ input, platform: 'node', output: { file: door.esm, format: 'esm' }, logLevel: 'silent' })
      await build({ input, platform: 'node', output: { file: door.cjs, format: 'cjs' }, logLevel: 'silent' })
      return door
    }),
  )
})

afterAll(() => rm(folder, { recursive: true }))

/** What a script prints and how it ends, by itself; `sallyport` is the package. */
async function ended(source: string, env: Record<string, string | undefined> = {}) {
  const own = await mkdtemp(join(folder, 'script-'))
  for (const empty of ['empty.mjs', 'empty.cjs']) await writeFile(join(own, empty), '')
  const main = join(own, 'main.mjs')
  await writeFile(main, source.replace("from 'sallyport'", `from '${pathToFileURL(join(folder, 'index.mjs'))}'`))
  const running = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void running.kill('SIGKILL'))
  let output = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (output += chunk))
  const [code] = await once(running, 'close')
  return { code, output }
}

async function awsOf(reply: (seen: Seen, count: number) => Reply) {
  let count = 0
  const aws = await fakeAws((seen) => reply(seen, ++count))
  onTestFinished(() => aws.close())
  return aws
}

/** Prints what keeps the process alive beside what did before. */
const watchful = `
  process.stdout // makes it, and what it keeps
  const before = process.getActiveResourcesInfo()
  const isNew = (each) => !before.includes(each)
  const awake = () => JSON.stringify(process.getActiveResourcesInfo().filter(isNew))`

/** The timer that has ended a wait is still there in its own callback. */
const afterTimers = 'await new Promise(setImmediate)'

describe('nothing keeps a process awake', () => {
  test('when a script has read its secret: no connection and no timer, nor when it is read from memory', async () => {
    const aws = await awsOf(() => secretReply('key-1'))
    const source = `import { text } from 'sallyport'
      ${watchful}
      const stripe = text('stripe')
      await stripe.get()
      console.log((await stripe.get()).reveal(), awake())`
    expect(await ended(source, aws.env)).toEqual({ code: 0, output: 'key-1 []\n' })
  })

  test('when a read hangs longer than its caller waits, by a deadline or by its own will', async () => {
    for (const [options, told] of [
      ['{ context: { getRemainingTimeInMillis: () => endsAt - Date.now() } }', 'SallyportError AWS_UNREACHABLE'],
      ['{ signal: AbortSignal.timeout(200) }', 'TimeoutError 23'],
    ]) {
      const aws = await awsOf(() => 'hang')
      const source = `import { text } from 'sallyport'
        ${watchful}
        const endsAt = Date.now() + 300
        const { name, code } = await text('stripe').get(${options}).catch((error) => error)
        ${afterTimers}
        console.log(name, code, awake())`
      expect(await ended(source, aws.env)).toEqual({ code: 0, output: `${told} []\n` })
      expect(aws.seen).toHaveLength(1) // it did not stay for another try
    }
  })

  test('when a handler of the callback form has answered, while a refresh hangs', async () => {
    const aws = await awsOf((_, count) => (count === 1 ? secretReply('key-1') : 'hang'))
    // Lambda sends the answer of such a handler when the event loop is empty.
    // Source: Lambda Developer Guide, "Define Lambda function handler in Node.js".
    const source = `import { text } from 'sallyport'
      ${watchful}
      const stripe = text('stripe', { ttlSeconds: 0 })
      const handler = (event, context, callback) => void stripe.get().then((key) => callback(null, key.reveal()), callback)
      const invoke = () => new Promise((resolve, reject) => handler({}, {}, (error, value) => error ? reject(error) : resolve(value)))
      const answers = [await invoke(), await invoke()]
      ${afterTimers}
      console.log(answers.join(), awake())`
    expect(await ended(source, aws.env)).toEqual({ code: 0, output: 'key-1,key-1 []\n' })
    expect(aws.seen).toHaveLength(2) // it did not stay for another try
  })

  test('and no warning is written where less time is left than a read leaves for the last word', async () => {
    const aws = await awsOf(() => 'hang')
    const source = `import { text } from 'sallyport'
      const context = { getRemainingTimeInMillis: () => 50 }
      await text('stripe').get({ context }).catch((error) => console.log(error.code))`
    expect(await ended(source, aws.env)).toEqual({ code: 0, output: 'AWS_UNREACHABLE\n' })
  })
})

describe('importing', () => {
  /** Says what came to be, or was looked at, while `load` ran; an empty module has been loaded before, so that loading itself is. */
  const watched = (load: string) => `
    import { createRequire } from 'node:module'
    const require = createRequire(import.meta.url)
    const seen = []
    const spied = (name, target) => new Proxy(target, {
      get: (from, key, receiver) => (seen.push(name + '.' + String(key)), Reflect.get(from, key, receiver)),
      has: (from, key) => (seen.push(name + '.' + String(key)), Reflect.has(from, key)),
      ownKeys: (from) => (seen.push(name), Reflect.ownKeys(from)),
    })
    const { getBuiltinModule } = process
    const state = () => ({
      globals: Reflect.ownKeys(globalThis).map(String),
      listeners: process.eventNames().map(String),
      resources: process.getActiveResourcesInfo(),
      modules: process.moduleLoadList.filter((each) => /^(NativeModule|Internal Binding) [a-z_]+$/.test(each)),
      console: Object.values(console).map((each) => typeof each === 'function' && each.name),
      written: [process.stdout.write, process.stderr.write].map((each) => each.name),
    })
    state() // makes the streams
    require('./empty.cjs')
    await import('./empty.mjs')
    const before = state()
    const env = process.env
    process.env = spied('env', env)
    process.getBuiltinModule = (id) => (seen.push(id), getBuiltinModule(id))
    Date.now = () => (seen.push('Date.now'), 0)
    Math.random = () => (seen.push('Math.random'), 0)
    const loaded = ${load}
    process.env = env
    const own = ['env.WATCH_REPORT_DEPENDENCIES'] // Node's, when it loads any module
    const after = state()
    const changes = Object.keys(after).filter((part) => JSON.stringify(after[part]) !== JSON.stringify(before[part]))
    console.log(JSON.stringify({ exports: Object.keys(loaded).length, seen: seen.filter((each) => !own.includes(each)), changes }))`

  test('does nothing: no module of Node, no variable, no clock and no global is touched by any door, in either form', async () => {
    for (const { name, esm, cjs } of doors) {
      for (const load of [`await import('${pathToFileURL(esm)}')`, `require(${JSON.stringify(cjs)})`]) {
        const { code, output } = await ended(watched(load))
        expect({ code, isReport: output.startsWith('{') }, output).toEqual({ code: 0, isReport: true })
        const { exports, ...others } = JSON.parse(output) as { exports: number }
        expect({ name, load, ...others }).toEqual({ name, load, seen: [], changes: [] })
        expect(exports).toBeGreaterThan(0)
      }
    }
  })
})
