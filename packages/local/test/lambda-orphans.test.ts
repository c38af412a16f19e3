import { execFile, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { deploymentOf } from './functions/deployed.ts'
import { isRunning, stateOf } from './functions/processes.ts'

test.skipIf(lacks('freezing'))('leaves no process, frozen or not, and no folder when the server is killed', async () => {
  const deployment = await deploymentOf({ 'index.js': 'exports.handler = async () => ({ pid: process.pid, folder: __dirname })' })
  const server = fork(join(import.meta.dirname, 'functions/server-to-kill.mjs'), { execArgv: [] })
  try {
    server.send({ zip: Buffer.from(deployment.code()).toString('base64'), deployment })
    const [functions] = (await once(server, 'message')) as [{ pid: number; folder: string }[]] // what the server sends
    expect(new Set(functions.map(({ pid }) => pid)).size).toBe(2)
    await expect.poll(() => functions.map(({ pid }) => stateOf(pid))).toEqual(['T', 'T'])

    server.kill('SIGKILL')
    await once(server, 'exit')
    for (const { pid, folder } of functions) {
      await expect.poll(() => isRunning(pid)).toBe(false)
      await expect.poll(() => existsSync(dirname(folder))).toBe(false)
    }
  } finally {
    server.kill('SIGKILL')
  }
})

test('lets a program that has stopped its server end by itself', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'functions/server-that-stops.mjs')])
  expect(stdout).toBe('stopped')
})
