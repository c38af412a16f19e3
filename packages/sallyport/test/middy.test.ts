import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import middy from '@middy/core'
import { build } from 'rolldown'
import { expect, onTestFinished, test } from 'vitest'
import { middleware } from '../src/middy/secrets.ts'
import { errorReply, fakeAws, type Reply, secretReply } from './fake-aws.ts'
import { functionOf, held, until } from './function-of.ts'

const key = 'sk_live_4711'

/** Lambda's context of an invocation that has so much time left. */
function context(leftMs = 3_000) {
  const end = performance.now() + leftMs
  return { getRemainingTimeInMillis: () => end - performance.now() } as never // all of it that is asked for here
}

/** A function with one secret, and the middleware that reads it. */
async function functionWith(reply: () => Reply | Promise<Reply> = () => secretReply(key)) {
  const { aws, clock, runtime, text } = await functionOf(reply, { AWS_MAX_ATTEMPTS: '1' })
  const stripe = text('stripe')
  return { aws, clock, stripe, middleware: () => middleware([stripe], () => [runtime]) }
}

test('begins to read in INIT, and the handler runs when all is there', async () => {
  const slow = held<Reply>()
  const { aws, stripe, middleware } = await functionWith(() => slow.promise)
  const handler = middy()
    .use(middleware())
    .handler(async (event) => `${event}: ${stripe.peek()?.reveal()}`)
  await until(() => aws.seen.length === 1)
  const answer = handler('first', context())
  slow.release(secretReply('key-1'))
  expect(await answer).toBe('first: key-1')
  expect(await handler('second', context())).toBe('second: key-1')
  expect(aws.seen).toHaveLength(1)
})

test('an invocation whose secret may not be read fails with what to do, and the next one reads again', async () => {
  let reply: Reply = errorReply('AccessDeniedException')
  const { clock, middleware } = await functionWith(() => reply)
  const handler = middy()
    .use(middleware())
    .handler(async () => 'done')
  await expect(handler({}, context())).rejects.toMatchObject({ name: 'SallyportError', code: 'ACCESS_DENIED' })
  reply = secretReply(key)
  clock.advance(2_000)
  expect(await handler({}, context())).toBe('done')
})

test('waits no longer than the invocation may take', async () => {
  const { middleware } = await functionWith(() => 'hang')
  const handler = middy({ timeoutEarlyInMillis: 0 })
    .use(middleware())
    .handler(async () => 'done')
  await expect(handler({}, context(300))).rejects.toThrow(/no time (is )?left to read stripe/)
})

test('is not asked when an earlier middleware has answered', async () => {
  const { middleware } = await functionWith(() => errorReply('AccessDeniedException'))
  const handler = middy()
    .before(async () => ({ statusCode: 304 }))
    .use(middleware())
    .handler(async () => 'done')
  expect(await handler({}, context())).toEqual({ statusCode: 304 })
})

test('an error of the handler leaves without a value, and is the same error', async () => {
  const { middleware } = await functionWith()
  const thrown = Object.assign(new TypeError(`refused ${key}`), { config: { key } })
  const handler = middy()
    .use(middleware())
    .handler(async () => {
      throw thrown
    })
  expect(await handler({}, context()).catch((error: unknown) => error)).toBe(thrown)
  expect(thrown).toMatchObject({ message: 'refused [redacted]', config: { key: '[redacted]' } })
})

test('an error that is frozen leaves as another without a value', async () => {
  const { middleware } = await functionWith()
  const handler = middy()
    .use(middleware())
    .handler(async () => {
      throw Object.freeze(new RangeError(`refused ${key}`))
    })
  await expect(handler({}, context())).rejects.toThrow(new RangeError('refused [redacted]'))
})

test('a middleware that logs errors and is used before it is given one without a value', async () => {
  const { middleware } = await functionWith()
  const logged: unknown[] = []
  const handler = middy()
    .use({ onError: ({ error }) => void logged.push(error?.message) })
    .use(middleware())
    .handler(async () => {
      throw new Error(`refused ${key}`)
    })
  await handler({}, context()).catch(() => undefined)
  expect(logged).toEqual(['refused [redacted]'])
})

test('what a middleware after it answers in place of an error stays the answer', async () => {
  const { middleware } = await functionWith()
  const handler = middy()
    .use({ onError: ({ error }) => ({ statusCode: 500, body: error?.message }) })
    .use(middleware())
    .handler(async () => {
      throw new Error(`refused ${key}`)
    })
  expect(await handler({}, context())).toEqual({ statusCode: 500, body: 'refused [redacted]' })
})

test('the door works beside the main one as published, and brings no second AWS client', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-middy-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const packageFolder = join(import.meta.dirname, '..')
  const installed = join(folder, 'node_modules', 'sallyport')
  await mkdir(join(folder, 'node_modules', '@middy'), { recursive: true })
  await mkdir(installed)
  await copyFile(join(packageFolder, 'package.json'), join(installed, 'package.json'))
  const middyFolder = dirname(createRequire(import.meta.url).resolve('@middy/core'))
  await symlink(middyFolder, join(folder, 'node_modules', '@middy', 'core'), 'junction')
  for (const [door, source] of Object.entries({ index: 'index.ts', middy: 'middy/index.ts' })) {
    const file = join(installed, 'dist', `${door}.js`)
    const { output } = await build({
      input: join(packageFolder, 'src', source),
      platform: 'node',
      output: { file, format: 'esm' },
      logLevel: 'silent',
    })
    if (door === 'middy') expect(output[0].code).not.toContain('AWS4-HMAC-SHA256')
  }
  await writeFile(
    join(folder, 'main.mjs'),
    `import middy from '@middy/core'
     import { text } from 'sallyport'
     import { secrets } from 'sallyport/middy'
     const stripe = text('stripe')
     const handler = middy().use(secrets([stripe])).handler(async () => {
       throw new Error('refused ' + stripe.peek().reveal())
     })
     console.log(await handler({}, {}).catch((error) => error.message))`,
  )
  const aws = await fakeAws(() => secretReply(key))
  onTestFinished(() => aws.close())
  const running = spawn(process.execPath, [join(folder, 'main.mjs')], { env: aws.env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void running.kill('SIGKILL'))
  let output = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (output += chunk))
  await once(running, 'close')
  expect(output).toBe('refused [redacted]\n')
})
