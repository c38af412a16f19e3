// A Web Function, or a container behind a load balancer: a program that listens by itself, and has no handler that could be wrapped.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { built } from './built.ts'
import { errorReply, fakeAws, type Reply, secretReply } from './fake-aws.ts'
import { held, until } from './function-of.ts'

const program = (sallyport: string) => `
  import { createServer } from 'node:http'
  import { load, text } from ${JSON.stringify(sallyport)}

  const stripe = text('stripe')
  const crm = text('crm')
  await load(stripe, crm) // before it listens, so that no request waits for AWS
  const server = createServer(async (request, response) => {
    const key = await stripe.get()
    response.end('a key of ' + key.reveal().length)
  })
  server.listen(0, '127.0.0.1', () => console.log('listening ' + server.address().port))`

/** The program as a process of its own, with AWS at `reply`. */
async function webFunction(reply: () => Reply | Promise<Reply>) {
  const { folder, esm } = await built()
  const aws = await fakeAws(reply)
  onTestFinished(() => aws.close())
  const file = join(folder, 'server.mjs')
  await writeFile(file, program(esm))
  const running = spawn(process.execPath, [file], { env: aws.env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void running.kill('SIGKILL'))
  let output = ''
  for (const stream of [running.stdout, running.stderr]) stream.on('data', (chunk) => (output += chunk))
  const ended = once(running, 'close')
  return {
    aws,
    output: () => output,
    ended: async () => ({ code: (await ended)[0], output }),
    async url() {
      await until(() => /listening \d+\n/.test(output))
      return `http://127.0.0.1:${/listening (\d+)/.exec(output)?.[1]}/`
    },
  }
}

test('listens when its secrets are there, and answers all requests from memory', async () => {
  const slow = held<Reply>()
  const { aws, output, url } = await webFunction(() => slow.promise)
  await until(() => aws.seen.length >= 1)
  expect(output()).toBe('')
  slow.release(secretReply('sk_live_4711'))
  const address = await url()
  const asked = aws.seen.length
  const answers = await Promise.all(Array.from({ length: 50 }, async () => (await fetch(address)).text()))
  expect(new Set(answers)).toEqual(new Set(['a key of 12']))
  expect(aws.seen).toHaveLength(asked)
  expect(asked).toBe(2) // one for each secret
})

test('does not start without a secret that it may not read, and says which', async () => {
  const { ended } = await webFunction(() => errorReply('AccessDeniedException'))
  const { code, output } = await ended()
  expect(code).toBe(1)
  expect(output).toContain('ACCESS_DENIED')
  expect(output).toContain('secret stripe')
  expect(output).not.toContain('listening')
})
