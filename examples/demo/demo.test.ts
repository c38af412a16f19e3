// The demo as `npm start` runs it: twice at once, without a terminal; and interrupted.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lacks } from '../../test/platform.ts'

const demo = join(import.meta.dirname, '..', 'dist', 'demo', 'demo.js')

interface Ended {
  code: number | null
  output: string
}

function run({ interruptAt }: { interruptAt?: RegExp } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [demo], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
  })
  let output = ''
  const hear = (chunk: Buffer) => {
    output += chunk
    if (interruptAt?.test(output) === true && child.killed === false) child.kill('SIGINT')
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  return new Promise((ended) => child.on('close', (code) => ended({ code, output })))
}

test('all of it holds, also for two at once', async () => {
  for (const { code, output } of await Promise.all([run(), run()])) {
    expect(output).toContain('All of it held.')
    expect(code).toBe(0)
    for (const claim of [
      'may not read secret dev/payments',
      '"secretsmanager:GetSecretValue"',
      'aws iam put-role-policy --role-name checkout-role',
      'the payment API answers {"charge":"ch_',
      '100 invocations, one after the other: 1 request to Secrets Manager',
      '20 environments at once: 20 requests to Secrets Manager',
      'may not read secret dev/ledger',
      '0 invocations failed',
      '2 events: 4 forecasts given, 0 calls refused, 1 request to Parameter Store',
      'the CRM stumbles over one of 3 changes: 1 brought',
      'tried again: all brought, 0 calls refused, 1 request to Secrets Manager',
      'the controls that were planted in a file and in a log were found',
      'DENIED',
    ]) {
      expect(output).toContain(claim)
    }
    expect(output).not.toMatch(/sk_live_/)
  }
}, 240_000)

test.skipIf(lacks('signals'))(
  'interrupted, it cleans up and says so by its status',
  async () => {
    const { code, output } = await run({ interruptAt: /stored dev\/payments/ })
    expect(code).toBe(130)
    const folder = /everything in (\S+);/.exec(output)?.[1] ?? ''
    expect(folder).toContain('sallyport-demo-')
    expect(existsSync(folder)).toBe(false)
  },
  120_000,
)
