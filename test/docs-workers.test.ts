// docs/workers.md: its files run as what they are: a handler, worker threads, a server; and the requests of its table are counted.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { Worker } from 'node:worker_threads'
import { configure, text } from 'sallyport'
import { expect, onTestFinished, test } from 'vitest'
import { errorReply, fakeAws, type Reply, type Seen, secretReply } from '../packages/sallyport/test/fake-aws.ts'
import { held, until } from '../packages/sallyport/test/function-of.ts'
import { pageProgram } from './docs-page-program.ts'
import { tableRows } from './docs-tables.ts'

const page = 'docs/workers.md'

async function awsOf(reply: (seen: Seen) => Reply | Promise<Reply> = ({ input }) => secretReply(`value of ${input['SecretId']}`)) {
  const aws = await fakeAws(reply)
  onTestFinished(() => aws.close())
  const env = { ...aws.env, SALLYPORT_STAGE: 'dev' }
  Object.assign(process.env, env)
  configure({}) // what was read from another AWS is dropped
  return { aws, env, requestsFor: (secret: string) => aws.seen.filter(({ input }) => input['SecretId'] === secret).length }
}

/** By the first cell of a row: how many requests for one secret two of its kind make. */
const counts: Record<string, () => Promise<number>> = {
  async 'a Lambda function'() {
    const { requestsFor } = await awsOf()
    const { handler } = await handlerOf()
    for (let i = 0; i < 5; i++) await handler({ customer: '42' })
    return requestsFor('dev/customers/42')
  },
  async 'many calls at once'() {
    const { requestsFor } = await awsOf()
    const { handler } = await handlerOf()
    await Promise.all(Array.from({ length: 100 }, () => handler({ customer: '42' })))
    return requestsFor('dev/customers/42')
  },
  async 'worker threads'() {
    const { env, requestsFor } = await awsOf()
    const file = (await pageProgram(page)).fileOf('src/worker.ts')
    const workers = [new Worker(file, { env }), new Worker(file, { env })]
    onTestFinished(async () => void (await Promise.all(workers.map((worker) => worker.terminate()))))
    for (const worker of workers) {
      for (let i = 0; i < 3; i++) {
        const answer = once(worker, 'message')
        worker.postMessage('go')
        expect(await answer).toEqual(['value of dev/stripe'.length])
      }
    }
    return requestsFor('dev/stripe') / workers.length
  },
  async 'child processes'() {
    const { env, requestsFor } = await awsOf()
    const program = await pageProgram(page)
    const source = `import { handler } from './src/handler.js'\nfor (let i = 0; i < 3; i++) await handler({ customer: '42' })`
    const child = () => spawn(process.execPath, ['--input-type=module', '-e', source], { cwd: program.folder, env, stdio: 'inherit' })
    const ended = await Promise.all([child(), child()].map((each) => once(each, 'close')))
    expect(ended.map(([code]) => code)).toEqual([0, 0])
    return requestsFor('dev/customers/42') / 2
  },
  async 'an ES module and a CommonJS copy'() {
    const { requestsFor } = await awsOf()
    const commonJs: { text: typeof text } = createRequire(import.meta.url)('sallyport')
    expect(commonJs.text).not.toBe(text)
    await Promise.all([text('shared').get(), commonJs.text('shared').get()])
    return requestsFor('shared')
  },
}

type Handler = (event: { customer: string }) => Promise<{ customer: string; length: number }>
const handlerOf = async () => (await (await pageProgram(page)).load('src/handler.ts')) as { handler: Handler }

test.each(tableRows(page))('%s: %s, %s', async (where, _memory, requests = '') => {
  const [, count] = Object.entries(counts).find(([beginning]) => where.startsWith(beginning)) ?? []
  expect(count, 'a row that no test runs').toBeDefined()
  expect(await count?.()).toBe(Number.parseInt(requests, 10))
})

test('concurrent invocations get each their own customer', async () => {
  await awsOf(({ input }) => secretReply('x'.repeat(String(input['SecretId']).length)))
  const { handler } = await handlerOf()
  const customers = ['1', '22', '333', '22', '1']
  const answers = await Promise.all(customers.map((customer) => handler({ customer })))
  expect(answers).toEqual(customers.map((customer) => ({ customer, length: `dev/customers/${customer}`.length })))
})

test('a secret cannot be posted', async () => {
  await awsOf()
  const { port1 } = new MessageChannel()
  const secret = await text('posted').get()
  expect(() => port1.postMessage(secret)).toThrow()
  port1.close()
})

/** The page's server, as a process. */
async function server(env: Record<string, string | undefined>) {
  const file = (await pageProgram(page)).fileOf('src/server.ts')
  const running = spawn(process.execPath, [file], { env: { ...env, PORT: '0' }, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void running.kill('SIGKILL'))
  let output = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (output += chunk))
  return {
    output: () => output,
    ended: once(running, 'close'),
    async answer() {
      await until(() => /"port":\d+/.test(output))
      return (await fetch(`http://127.0.0.1:${/"port":(\d+)/.exec(output)?.[1]}/`)).text()
    },
  }
}

test('the server listens when its key is there, and answers from memory', async () => {
  const slow = held<Reply>()
  const { aws, env } = await awsOf(() => slow.promise)
  const { answer, output } = await server(env)
  await until(() => aws.seen.length === 1)
  expect(output()).toBe('')
  slow.release(secretReply('sk_1'))
  expect([await answer(), await answer()]).toEqual(['a key of 4 characters', 'a key of 4 characters'])
  expect(aws.seen).toHaveLength(1)
})

test('the server does not start without a key that it may not read', async () => {
  const { env } = await awsOf(() => errorReply('AccessDeniedException'))
  const { ended, output } = await server(env)
  expect((await ended)[0]).toBe(1)
  expect(output()).toContain('ACCESS_DENIED')
})

test('in a container it takes the credentials of its agent', async () => {
  const { aws, env } = await awsOf(() => secretReply('sk_1'))
  const agent = createServer((_request, response) =>
    response.end(JSON.stringify({ AccessKeyId: 'AKIDAGENT', SecretAccessKey: 'of the agent' })),
  )
  agent.listen(0, '127.0.0.1')
  await once(agent, 'listening')
  onTestFinished(() => void agent.close())
  const { port } = agent.address() as AddressInfo // it listens on TCP
  const agentUri = `http://127.0.0.1:${port}/credentials`
  const without = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }
  const { answer } = await server({ ...env, ...without, AWS_CONTAINER_CREDENTIALS_FULL_URI: agentUri })
  expect(await answer()).toBe('a key of 4 characters')
  expect(aws.seen[0]?.headers['authorization']).toContain('AKIDAGENT')
})
