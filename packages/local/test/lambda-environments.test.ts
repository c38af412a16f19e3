import { randomUUID } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import type { FunctionDeployment } from '../src/runtime-api/function-deployment.ts'
import { ConcurrencyLimitReached, FunctionRuntime, type FunctionRuntimeOptions } from '../src/runtime-api/function-runtime.ts'
import { deploymentOf } from './functions/deployed.ts'
import { isRunning } from './functions/processes.ts'

const cannotFreeze = lacks('freezing')
const cannotEndAll = lacks('process groups')
const runtimes: FunctionRuntime[] = []

afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.stop()
})

function functionRuntime(options: Partial<FunctionRuntimeOptions> = {}): FunctionRuntime {
  const runtime = new FunctionRuntime({ endpoint: () => 'http://127.0.0.1:4566', ...options })
  runtimes.push(runtime)
  return runtime
}

async function invoked(runtime: FunctionRuntime, deployment: FunctionDeployment, event: unknown = {}) {
  const { payload, functionError, logResult } = await runtime.invoke(deployment, { requestId: randomUUID(), event: JSON.stringify(event) })
  return { answer: JSON.parse(payload.toString()), functionError, log: Buffer.from(logResult, 'base64').toString() }
}

const counter = 'let calls = 0; exports.handler = async () => ({ pid: process.pid, calls: ++calls })'

test('keeps one process and its memory for one invocation after the other', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({ 'index.js': counter })
  const first = await invoked(runtime, deployment)
  const second = await invoked(runtime, deployment)
  expect(second.answer).toEqual({ pid: first.answer.pid, calls: 2 })
  expect(first.log).toMatch(/INIT_START Runtime Version: nodejs22\.x on Node\.js v\d+/)
  expect(first.log).toMatch(
    /REPORT RequestId: [0-9a-f-]{36}\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 128 MB\tMax Memory Used: \d+ MB\tInit Duration: \d+\.\d\d ms/,
  )
  expect(second.log).not.toContain('Init')
})

test.skipIf(lacks('/proc'))('reports the memory that the process has used', async () => {
  const { log } = await invoked(functionRuntime(), await deploymentOf({ 'index.js': counter }))
  expect(log).toMatch(/\tMax Memory Used: [1-9]\d+ MB\t/)
})

test('gives five invocations at once five processes, and uses them again', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({
    'index.js':
      'let calls = 0; exports.handler = async () => { await new Promise((done) => setTimeout(done, 300)); return { pid: process.pid, calls: ++calls } }',
  })
  const pids = new Set<number>()
  for (const round of [1, 2]) {
    const results = await Promise.all(Array.from({ length: 5 }, () => invoked(runtime, deployment)))
    for (const { answer } of results) {
      pids.add(answer.pid)
      expect(answer.calls).toBe(round)
    }
  }
  expect(pids.size).toBe(5)
})

test('refuses more invocations at once than it may have processes', async () => {
  const runtime = functionRuntime({ maxConcurrency: 2 })
  const deployment = await deploymentOf({ 'index.js': 'exports.handler = () => new Promise((done) => setTimeout(done, 200))' })
  const results = await Promise.allSettled(Array.from({ length: 3 }, () => invoked(runtime, deployment)))
  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused.map(({ reason }) => reason)).toEqual([expect.any(ConcurrencyLimitReached)])
})

test('ends the process that was idle longest when another function needs the room', async () => {
  const runtime = functionRuntime({ maxConcurrency: 1 })
  const one = await deploymentOf({ 'index.js': counter })
  const other = await deploymentOf({ 'index.js': counter }, { arn: `${one.arn}-other` })
  const { answer } = await invoked(runtime, one)
  await invoked(runtime, other)
  await expect.poll(() => isRunning(answer.pid)).toBe(false)
})

test('ends a process that was idle for too long', async () => {
  const runtime = functionRuntime({ idleMs: 100 })
  const { answer } = await invoked(runtime, await deploymentOf({ 'index.js': counter }))
  await expect.poll(() => isRunning(answer.pid)).toBe(false)
})

test.skipIf(cannotFreeze)('freezes the process between two invocations', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({
    'index.js': `
      let last = Date.now(), gap = 0
      setInterval(() => { gap = Math.max(gap, Date.now() - last); last = Date.now() }, 10)
      exports.handler = async () => { await new Promise((done) => setTimeout(done, 100)); return gap }`,
  })
  const awake = await invoked(runtime, deployment)
  await delay(1500)
  const thawed = await invoked(runtime, deployment)
  expect(thawed.answer).toBeGreaterThan(1300)
  expect(awake.answer).toBeLessThan(thawed.answer)
})

test.skipIf(cannotFreeze)('finishes after the thaw what was left over when the handler returned', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({
    'index.js': `
      let finishedAt
      exports.handler = async ({ begin }) => {
        if (begin) { setTimeout(() => { finishedAt = Date.now() }, 20); return Date.now() }
        await new Promise((done) => setTimeout(done, 50)); return finishedAt
      }`,
  })
  const begun = await invoked(runtime, deployment, { begin: true })
  await delay(500)
  const finished = await invoked(runtime, deployment)
  expect(finished.answer - begun.answer).toBeGreaterThan(400)
})

test.skipIf(cannotEndAll)('ends an invocation at its timeout, and the process with all that it started', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf(
    {
      'index.js': `
        const { spawn } = require('node:child_process')
        exports.handler = async ({ hang }) => {
          if (!hang) return spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { stdio: 'ignore' }).pid
          await new Promise(() => setInterval(() => 0, 1000))
        }`,
    },
    { timeoutSeconds: 1 },
  )
  const grandchild = (await invoked(runtime, deployment)).answer
  expect(isRunning(grandchild)).toBe(true)
  const { answer, functionError, log } = await invoked(runtime, deployment, { hang: true })
  expect(functionError).toBe('Unhandled')
  expect(answer).toEqual({
    errorType: 'Sandbox.Timedout',
    errorMessage: expect.stringMatching(/^RequestId: .{36} Error: Task timed out after 1\.00 seconds$/),
  })
  expect(log).toMatch(/Task timed out after 1\.00 seconds\nEND .*\nREPORT .*\tStatus: timeout/)
  await expect.poll(() => isRunning(grandchild)).toBe(false)
  expect((await invoked(runtime, deployment)).functionError).toBeUndefined() // in a new process
})

test('says with which status a process exited, and starts another', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({
    'index.js': `exports.handler = async ({ code }) => {
      if (code === undefined) return 'alive'
      console.log('last words')
      process.exit(code)
    }`,
  })
  const failed = await invoked(runtime, deployment, { code: 1 })
  expect(failed.answer).toEqual({
    errorType: 'Runtime.ExitError',
    errorMessage: expect.stringMatching(/^RequestId: .{36} Error: Runtime exited with error: exit status 1$/),
  })
  expect(failed.log).toMatch(/\tINFO\tlast words\n[\s\S]*\tStatus: error\tError Type: Runtime.ExitError/)
  expect((await invoked(runtime, deployment, { code: 0 })).answer.errorMessage).toMatch(/Error: Runtime exited without providing a reason$/)
  expect((await invoked(runtime, deployment)).answer).toBe('alive')
})

test('runs INIT again within the invocation when it failed, and tells why when it fails again', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({ 'index.mjs': "console.log('begun'); throw new RangeError('no configuration')" })
  const { answer, functionError, log } = await invoked(runtime, deployment)
  expect(functionError).toBe('Unhandled')
  expect(answer).toMatchObject({
    errorType: 'RangeError',
    errorMessage: 'no configuration',
    trace: expect.arrayContaining(['RangeError: no configuration']),
  })
  expect(log.match(/\tINFO\tbegun/g)).toHaveLength(2)
  expect(log).toContain('INIT_REPORT Init Duration: ')
})

test('ends an INIT that takes too long, and runs it again under the timeout of the function', async () => {
  const runtime = functionRuntime({ initMs: 300 })
  const deployment = await deploymentOf({
    'index.mjs': "await new Promise((done) => setTimeout(done, 800)); export const handler = async () => 'patient'",
  })
  const { answer, log } = await invoked(runtime, deployment)
  expect(answer).toBe('patient')
  expect(log).toMatch(/INIT_REPORT .*\tStatus: timeout\n/)
})

test('lets an invocation finish on the code it began with, and uses the new code for the next', async () => {
  const runtime = functionRuntime()
  const slow =
    "exports.handler = async () => { await new Promise((done) => setTimeout(done, 400)); return { pid: process.pid, folder: __dirname, code: 'VERSION' } }"
  const before = await deploymentOf({ 'index.js': slow.replace('VERSION', 'old') })
  const after = await deploymentOf({ 'index.js': slow.replace('VERSION', 'new') })
  const running = invoked(runtime, before)
  await delay(150)
  const next = await invoked(runtime, after)
  const old = await running
  expect([old.answer.code, next.answer.code]).toEqual(['old', 'new'])
  await expect.poll(() => isRunning(old.answer.pid)).toBe(false)
  await expect.poll(() => existsSync(old.answer.folder)).toBe(false)
})

test('starts a new process when the session of the role would end', async () => {
  const runtime = functionRuntime()
  const credentials = { accessKeyId: 'ASIAEXAMPLEEXAMPLE00', secretAccessKey: 'example', sessionToken: 'example' }
  const deployment = await deploymentOf(
    { 'index.js': counter },
    { credentials: () => ({ ...credentials, expiration: new Date(Date.now() + 5_000) }) },
  )
  await invoked(runtime, deployment)
  expect((await invoked(runtime, deployment)).answer.calls).toBe(1)
})

test('goes by the clock that it is given', async () => {
  let now = Date.parse('2026-11-24T23:59:00Z')
  const runtime = functionRuntime({ now: () => now })
  const credentials = { accessKeyId: 'ASIAEXAMPLEEXAMPLE00', secretAccessKey: 'example', sessionToken: 'example' }
  const expiration = new Date(now + 3_600_000)
  const deployment = await deploymentOf({ 'index.js': counter }, { credentials: () => ({ ...credentials, expiration }) })
  await invoked(runtime, deployment)
  now += 3_500_000 // its session holds for 100 s more: enough for an invocation of 10 s and the margin of 60 s
  expect((await invoked(runtime, deployment)).answer.calls).toBe(2)
  now += 30_001
  expect((await invoked(runtime, deployment)).answer.calls).toBe(1)
  const streams = new Set(runtime.logsOf(deployment.arn).map(({ logStreamName }) => logStreamName.slice(0, 10)))
  expect([...streams]).toEqual(['2026/11/24', '2026/11/25'])
  expect(runtime.logsOf(deployment.arn)[0]?.timestampMs).toBe(Date.parse('2026-11-24T23:59:00Z'))
})

test.skipIf(cannotEndAll)('leaves no process and no folder when it stops in the middle of an invocation', async () => {
  const runtime = functionRuntime()
  const deployment = await deploymentOf({
    'index.js':
      'exports.handler = async ({ hang }) => hang ? new Promise(() => setInterval(() => 0, 1000)) : { pid: process.pid, folder: __dirname }',
  })
  const { answer } = await invoked(runtime, deployment)
  const hanging = invoked(runtime, deployment, { hang: true })
  await runtime.stop()
  expect((await hanging).answer.errorMessage).toMatch(/signal: killed$/)
  expect(isRunning(answer.pid)).toBe(false)
  expect(existsSync(answer.folder)).toBe(false)
})

test('runs again once there is a temporary folder again, and can be stopped without one', async () => {
  const outer = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
  const missing = join(outer, 'missing')
  let temporaryFolder = missing
  const runtime = functionRuntime({ temporaryFolder: () => temporaryFolder })
  const deployment = await deploymentOf({ 'index.js': counter })
  await expect(invoked(runtime, deployment)).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(invoked(runtime, deployment)).rejects.toMatchObject({ code: 'ENOENT' })
  temporaryFolder = outer
  expect((await invoked(runtime, deployment)).answer).toMatchObject({ calls: 1 })
  await runtime.stop()
  expect(readdirSync(outer)).toEqual([])
  rmSync(outer, { recursive: true })

  const neverOpened = functionRuntime({ temporaryFolder: () => missing })
  const refused = invoked(neverOpened, deployment)
  const stopped = neverOpened.stop()
  await expect(refused).rejects.toMatchObject({ code: 'ENOENT' })
  await stopped
})

test.skipIf(lacks('removing what is in use'))('runs again after its temporary folder was taken away while it was idle', async () => {
  const outer = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
  const runtime = functionRuntime({ temporaryFolder: () => outer })
  const deployment = await deploymentOf({ 'index.js': counter })
  await invoked(runtime, deployment)
  runtime.retire(deployment.arn)
  for (const name of readdirSync(outer)) rmSync(join(outer, name), { recursive: true })
  expect((await invoked(runtime, await deploymentOf({ 'index.js': counter }))).answer).toMatchObject({ calls: 1 })
  await runtime.stop()
  rmSync(outer, { recursive: true })
})
