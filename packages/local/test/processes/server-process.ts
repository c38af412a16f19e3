import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Local } from '../../src/index.ts'
import { type Clients, clientsOf } from '../started.ts'

export interface ServerProcess {
  readonly clients: Clients
  readonly pid: number
  /** Ends it as a power cut would: it gets no chance to do anything. */
  kill(): Promise<void>
}

/**
 * A server in its own process, from the built package; in memory without a data folder.
 *
 * @throws Error with what it said when it would not start
 */
export async function startedProcess(dataDir: string | undefined, environment: NodeJS.ProcessEnv): Promise<ServerProcess> {
  const program = fileURLToPath(new URL('serve.mjs', import.meta.url))
  const child = spawn(process.execPath, dataDir === undefined ? [program] : [program, dataDir], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(async () => await killed(child))
  const errors: string[] = []
  child.stderr.setEncoding('utf8').on('data', (text: string) => errors.push(text))
  const line = await firstLine(child)
  if (line === undefined) throw new Error(errors.join('').trim())
  const local: Local = JSON.parse(line)
  return { clients: clientsOf(local), pid: child.pid ?? 0, kill: () => killed(child) }
}

async function firstLine(child: ChildProcess): Promise<string | undefined> {
  if (child.stdout === null) return undefined
  const lines = createInterface({ input: child.stdout })
  const ended = once(child, 'close').then(() => undefined)
  return await Promise.race([once(lines, 'line').then(([line]) => String(line)), ended])
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'close')
  child.kill('SIGKILL')
  await ended
}
