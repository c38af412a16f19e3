// docs/freeze-and-thaw.md: the page's function, as a process that is stopped and goes on.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Handle } from 'sallyport'
import { expect, onTestFinished, test } from 'vitest'
import { fakeAws, type Reply, secretReply } from '../packages/sallyport/test/fake-aws.ts'
import { held, until } from '../packages/sallyport/test/function-of.ts'
import { pageProgram } from './docs-page-program.ts'
import { lacks } from './platform.ts'

const page = 'docs/freeze-and-thaw.md'

/**
 * The page's handler in a process: each line that comes in is an invocation, each line that goes out its answer. Its clock is ahead by what
 * a file says, so that it can go on while the process is stopped.
 */
const invoking = `
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
const real = Date.now
Date.now = () => real() + Number(readFileSync('ahead-ms', 'utf8'))
const { handler } = await import('./src/handler.js')
for await (const _ of createInterface({ input: process.stdin })) console.log(await handler().catch((error) => error.code))
`
const tenMinutes = 600_000

async function pageFunction(reply: () => Reply | Promise<Reply>) {
  const program = await pageProgram(page)
  const aws = await fakeAws(reply)
  onTestFinished(() => aws.close())
  const main = join(program.folder, 'main.js')
  writeFileSync(main, invoking)
  const ahead = (ms: number) => writeFileSync(join(program.folder, 'ahead-ms'), `${ms}`)
  ahead(0)
  const env = { ...aws.env, SALLYPORT_STAGE: 'dev' }
  const running = spawn(process.execPath, ['--unhandled-rejections=strict', main], {
    cwd: program.folder,
    env,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  onTestFinished(() => void running.kill('SIGKILL'))
  let output = ''
  running.stdout.on('data', (chunk) => (output += chunk))
  const lines = () => output.split('\n').slice(0, -1)
  return {
    aws,
    running,
    /** Sets how far its clock is ahead. */
    ahead,
    async invoke() {
      const before = lines().length
      running.stdin.write('\n')
      await until(() => lines().length > before)
      return lines().at(-1)
    },
    async end() {
      running.stdin.end()
      const [code] = await once(running, 'close')
      return code
    },
  }
}

async function frozen(running: ChildProcess, whileStopped: () => unknown, forMs = 3_000): Promise<void> {
  running.kill('SIGSTOP')
  await whileStopped()
  await new Promise((resolve) => setTimeout(resolve, forMs))
  running.kill('SIGCONT')
}

const cannotFreeze = lacks('freezing')

test.skipIf(cannotFreeze)('a read of INIT that was frozen over, its connection cut, is begun anew for the first invocation', async () => {
  const slow = held<Reply>()
  const { ahead, aws, end, invoke, running } = await pageFunction(() => (aws.seen.length === 1 ? slow.promise : secretReply('sk_1')))
  await until(() => aws.seen.length === 1)
  await frozen(running, () => {
    ahead(tenMinutes)
    for (const socket of aws.sockets) socket.destroy()
  })
  expect(await invoke()).toBe('asked with a key of 4 characters')
  expect(aws.seen).toHaveLength(2)
  expect(await end()).toBe(0)
})

test.skipIf(cannotFreeze)('an answer that came while frozen is used', async () => {
  const slow = held<Reply>()
  const { aws, invoke, running } = await pageFunction(() => slow.promise)
  await until(() => aws.seen.length === 1)
  await frozen(running, () => slow.release(secretReply('sk_1')))
  expect(await invoke()).toBe('asked with a key of 4 characters')
  expect(aws.seen).toHaveLength(1)
})

test.skipIf(cannotFreeze)(
  'a kept connection that died while frozen costs nothing but another one, and the value has grown old',
  async () => {
    const { ahead, aws, invoke, running } = await pageFunction(() =>
      secretReply(aws.seen.length === 1 ? 'sk_1' : 'sk_second', `v${aws.seen.length}`),
    )
    expect(await invoke()).toBe('asked with a key of 4 characters')
    await frozen(running, () => {
      ahead(tenMinutes)
      for (const socket of aws.sockets) socket.destroy()
    })
    expect(await invoke()).toBe('asked with a key of 9 characters') // and the vendor's client is another
    expect(aws.seen).toHaveLength(2)
  },
)

test('a function that is done ends, whatever is kept', async () => {
  const { end, invoke } = await pageFunction(() => secretReply('sk_1'))
  await invoke()
  expect(await end()).toBe(0)
})

test('the client is kept while the value is the same, and made anew when it is another', async () => {
  let value = 'sk_1'
  const aws = await fakeAws(() => secretReply(value, value))
  onTestFinished(() => aws.close())
  Object.assign(process.env, aws.env, { SALLYPORT_STAGE: 'dev' })
  const program = await pageProgram(page)
  const { clientOf } = (await program.load('src/client.ts')) as { clientOf: () => Promise<object> }
  const { stripe } = (await program.load('src/secrets.ts')) as { stripe: Handle<string> }
  const first = await clientOf()
  await stripe.refresh()
  expect(await clientOf()).toBe(first)
  value = 'sk_2'
  await stripe.refresh()
  expect(await clientOf()).not.toBe(first)
})
