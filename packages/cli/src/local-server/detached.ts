import { spawn } from 'node:child_process'
import { open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { readLocalState, stateFileIn, TaskError } from '@sallyport/tasks'
import { longFlag } from '../command.ts'
import type { Terminal } from '../terminal/terminal.ts'
import type { ServerOptions } from './server-options.ts'

const entry = fileURLToPath(new URL('./detached-entry.js', import.meta.url))

/** Starts a server that outlives this terminal, and waits until it answers. @returns 0, or its own exit status when it did not start */
export async function startDetached(options: ServerOptions, terminal: Terminal, { pollMs = 50 } = {}): Promise<number> {
  const logPath = join(options.dataDir, 'local.log')
  const log = await open(logPath, 'w', 0o600)
  const child = spawn(process.execPath, [entry, ...argumentsFor(options)], { detached: true, stdio: ['ignore', 'ignore', log.fd] })
  await log.close()
  let status: number | undefined
  child.once('exit', (code) => {
    status = code ?? 1
  })
  child.once('error', () => {
    status = 1
  })
  // its state file is written when it answers
  while (status === undefined && (await readLocalState(stateFileIn(options.dataDir)))?.pid !== child.pid) await setTimeout(pollMs)
  child.unref()
  if (status === undefined) return 0
  const said = errorIn(await readFile(logPath, 'utf8'))
  if (said === undefined) throw new TaskError('NOT_STARTED', { message: `AWS on loopback has not started: see ${logPath}` })
  terminal.error(said)
  return status
}

/** What the command says with `--json` of why it failed; nothing when it was killed before. */
function errorIn(log: string): { code: string; message: string } | undefined {
  const line = log.split('\n').find((each) => each.startsWith('{"error":'))
  return line === undefined ? undefined : (JSON.parse(line) as { error: { code: string; message: string } }).error // the form of Terminal.error
}

function argumentsFor({ dataDir, memory, ...said }: ServerOptions): string[] {
  const flags = Object.entries(said).flatMap(([name, value]) => [longFlag(name), String(value)])
  // its answer, which holds its keys, goes nowhere; its errors can be read with their codes
  return ['local', 'start', '--json', '--data', dataDir, ...flags, ...(memory ? ['--memory'] : [])]
}
