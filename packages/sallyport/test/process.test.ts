import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'rolldown'
import { expect, onTestFinished, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { testServer } from '../src/calling-out/fixtures/test-server.ts'
import { built } from './built.ts'
import { errorReply, fakeAws, type Reply, type Seen, secretReply } from './fake-aws.ts'
import { held, until } from './function-of.ts'

/** A child process that runs `source` (an ES module; `sallyport` and `cjs` are the built files) with AWS at `reply`. */
async function child(
  source: string,
  reply: (seen: Seen) => Reply | Promise<Reply>,
  env: Record<string, string> = {},
  flags: readonly string[] = [],
) {
  const { folder, esm, cjs } = await built()
  const aws = await fakeAws(reply)
  onTestFinished(() => aws.close())
  const file = join(folder, 'main.mjs')
  await writeFile(file, source.replace("from 'sallyport'", `from ${JSON.stringify(esm)}`).replace("'cjs'", JSON.stringify(cjs)))
  const running = spawn(process.execPath, [...flags, file], { env: { ...aws.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  let output = ''
  running.stdout.on('data', (chunk) => (output += chunk))
  running.stderr.on('data', (chunk) => (output += chunk))
  const ended = once(running, 'close')
  onTestFinished(() => void running.kill('SIGKILL'))
  return { aws, running, output: () => output, ended: async () => ({ code: (await ended)[0], output }) }
}

test('a script that awaits a value lives until it has it, and ends by itself then', async () => {
  const { ended } = await child(
    `import { text } from 'sallyport'
     console.log((await text('stripe').get()).reveal())`,
    async () => {
      await new Promise((resolve) => setTimeout(resolve, 300))
      return secretReply('key-1')
    },
  )
  expect(await ended()).toEqual({ code: 0, output: 'key-1\n' })
})

test('a refresh that is waited for, and a secret read again after a refusal in INIT, keep the process alive', async () => {
  const { ended } = await child(
    `import { text, withSecrets } from 'sallyport'
     const stripe = text('stripe')
     const handler = withSecrets([stripe], async () => 'invoked')
     await stripe.get().catch(() => undefined) // joins the read of INIT, which is refused
     console.log(await handler().catch((error) => error.code))
     console.log((await stripe.refresh()).reveal())`,
    ((): ((seen: Seen) => Reply) => {
      let requests = 0
      return () => (requests++ < 2 ? errorReply('AccessDeniedException') : secretReply('key-1'))
    })(),
  )
  expect(await ended()).toEqual({ code: 0, output: 'ACCESS_DENIED\nkey-1\n' })
})

test('a kept connection and a refresh that no one waits for do not keep a process alive', async () => {
  const { ended } = await child(
    `import { text } from 'sallyport'
     const stripe = text('stripe', { ttlSeconds: 0 })
     await stripe.get()
     console.log((await stripe.get()).reveal())`,
    ((): ((seen: Seen) => Reply) => {
      let requests = 0
      return () => (requests++ === 0 ? secretReply('key-1') : 'hang')
    })(),
  )
  expect(await ended()).toEqual({ code: 0, output: 'key-1\n' })
})

test('a hang of AWS ends in words within the deadline of all attempts', async () => {
  const { aws, ended } = await child(
    `import { text } from 'sallyport'
     await text('stripe').get().catch((error) => console.log(error.code))`,
    () => 'hang',
  )
  expect(await ended()).toEqual({ code: 0, output: 'AWS_UNREACHABLE\n' })
  expect(aws.seen).toHaveLength(3)
})

test('a refusal in INIT is no unhandled rejection, though no invocation comes', async () => {
  const { ended } = await child(
    `import { text, withSecrets } from 'sallyport'
     export const handler = withSecrets([text('stripe'), text('crm')], async () => 'done')
     await new Promise((resolve) => setTimeout(resolve, 300))
     console.log('alive')`,
    () => errorReply('AccessDeniedException'),
    {},
    ['--unhandled-rejections=strict'],
  )
  expect(await ended()).toEqual({ code: 0, output: 'alive\n' })
})

test('a stage that is not set in Lambda is told by the invocation, in INIT it ends nothing', async () => {
  const { ended } = await child(
    `import { text, withSecrets } from 'sallyport'
     const handler = withSecrets([text('{stage}/stripe')], async () => 'done')
     await new Promise((resolve) => setTimeout(resolve, 50))
     await handler().catch((error) => console.log(error.code))`,
    () => 'drop',
    { AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
    ['--unhandled-rejections=strict'],
  )
  expect(await ended()).toEqual({ code: 0, output: 'STAGE_NOT_SET\n' })
})

test('an ES module and a CommonJS copy share settings, values and errors', async () => {
  const { aws, ended } = await child(
    `import { createRequire } from 'node:module'
     import { configure, SallyportError, text } from 'sallyport'
     const cjs = createRequire(import.meta.url)('cjs')
     configure({ stage: 'prod' })
     const [one, other] = [text('{stage}/stripe'), cjs.text('{stage}/stripe')]
     await Promise.all([one.get(), other.get()])
     console.log(one === other, other.peek().reveal(), String(other.peek()), cjs.SallyportError === SallyportError)
     await cjs.text('missing').get().catch((error) => console.log(error instanceof SallyportError, error instanceof cjs.SallyportError))`,
    ({ input }) => (input['SecretId'] === 'prod/stripe' ? secretReply('key-1') : errorReply('ResourceNotFoundException')),
  )
  expect(await ended()).toEqual({ code: 0, output: 'false key-1 [redacted] false\ntrue true\n' })
  expect(aws.seen.map(({ input }) => input['SecretId'])).toEqual(['prod/stripe', 'missing'])
})

test('an ES module and a CommonJS copy call out over one connection', async () => {
  const api = await testServer((_request, response) => response.end('fine'))
  onTestFinished(() => api.close())
  const { ended } = await child(
    `import { createRequire } from 'node:module'
     import { apiKey } from 'sallyport'
     const cjs = createRequire(import.meta.url)('cjs')
     for (const declare of [apiKey, cjs.apiKey]) {
       const answer = await declare('stripe', { hosts: ['api.example.com'] }).fetch('${api.url}/v1')
       console.log(await answer.text())
     }`,
    () => secretReply('key-1'),
  )
  expect(await ended()).toEqual({ code: 0, output: 'fine\nfine\n' })
  expect([api.requests.length, api.connections]).toEqual([2, 1])
})

test('what all copies share shows no value, however a process prints its globals', async () => {
  const { ended } = await child(
    `import { inspect } from 'node:util'
     import { login } from 'sallyport'
     const crm = login('crm')
     await crm.get()
     const shared = globalThis[Symbol.for('sallyport')]
     const shown = [inspect(shared, { showHidden: true, depth: null }), inspect(globalThis, { depth: null }), inspect(crm, { showHidden: true, depth: null }), JSON.stringify(shared)]
     console.log(shared !== undefined, shown.some((text) => /correct horse|wJalrXUtnFEMI/.test(text)))`,
    () => secretReply('{"username":"shop","password":"correct horse"}'),
  )
  expect(await ended()).toEqual({ code: 0, output: 'true false\n' })
})

const cannotFreeze = lacks('freezing')

/** A function that was stopped (SIGSTOP) in the middle of its first read, for longer than any timer of the client, and goes on. */
async function frozen(
  whileStopped: (aws: Awaited<ReturnType<typeof child>>['aws'], release: (reply: Reply) => void) => Promise<void> | void,
) {
  const slow = held<Reply>()
  let requests = 0
  const { aws, running, ended } = await child(
    `import { text, withSecrets } from 'sallyport'
     const stripe = text('stripe')
     const handler = withSecrets([stripe], async () => (await stripe.get()).reveal())
     process.stdin.once('data', async () => {
       console.log(await handler().catch((error) => error.code))
       process.stdin.destroy()
     })`,
    () => (requests++ === 0 ? slow.promise : secretReply('key-after')),
    {},
    ['--unhandled-rejections=strict'],
  )
  await until(() => aws.seen.length === 1)
  running.kill('SIGSTOP')
  await whileStopped(aws, slow.release)
  await new Promise((resolve) => setTimeout(resolve, 3_000))
  running.kill('SIGCONT')
  running.stdin.write('invoke\n')
  return { ...(await ended()), requests: aws.seen.length }
}

test.skipIf(cannotFreeze)('an answer that came while the process was frozen is used, without another request', async () => {
  expect(await frozen((_, release) => release(secretReply('key-1')))).toEqual({ code: 0, output: 'key-1\n', requests: 1 })
})

test.skipIf(cannotFreeze)('a read whose socket died in the freezer is made once more', async () => {
  expect(
    await frozen((aws) => {
      for (const socket of aws.sockets) socket.destroy()
    }),
  ).toEqual({ code: 0, output: 'key-after\n', requests: 2 })
})

test.skipIf(cannotFreeze)('a read that was not answered while the process was frozen is made once more', async () => {
  expect(await frozen(() => undefined)).toEqual({ code: 0, output: 'key-after\n', requests: 2 })
})

test('the built files keep the mark by which bundlers drop a kind that is not used', async () => {
  const { esm, cjs } = await built()
  for (const file of [esm, cjs]) {
    const text = await readFile(file, 'utf8')
    for (const kind of ['text', 'apiKey', 'login', 'json', 'binary']) {
      expect(text).toMatch(new RegExp(`/\\* ?[#@]__NO_SIDE_EFFECTS__ ?\\*/\\s*function ${kind}\\(`))
    }
    expect(text).not.toMatch(/from ["'](node:)?\w+["']|require\(/)
  }
})

test('the container endpoint and what keeps a provider’s credentials are in a bundle that names them, and in no other', async () => {
  const { folder, esm } = await built()
  const bundled = async (names: string) => {
    const input = join(folder, `${names}.mjs`)
    await writeFile(input, `export { ${names} } from ${JSON.stringify(esm)}`)
    const { output } = await build({ input, platform: 'node', write: false, logLevel: 'silent' })
    return output[0].code
  }
  for (const names of ['text', 'apiKey', 'login', 'json', 'binary', 'withSecrets']) {
    expect(await bundled(names)).not.toMatch(/AWS_CONTAINER_|expiration/)
  }
  expect(await bundled('configure')).toMatch(/expiration/)
  expect(await bundled('containerCredentials')).toMatch(/AWS_CONTAINER_/)
})
