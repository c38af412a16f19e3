import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import type { CommandWatch } from './command-watch.ts'
import type { SignalForwarding } from './forwarded-signals.ts'

/** How a command ended: with a status, or not begun at all. */
export type Ending =
  | { readonly status: number }
  | { readonly refused: 'not found' | 'not executable' | 'not started'; readonly code: string }

interface Beside {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  readonly signals: SignalForwarding
  readonly watch: CommandWatch
}

/** Runs a command to its end, its standard streams this process's own, so that a terminal stays one. */
export function runCommandBeside(
  [program, ...args]: readonly [string, ...string[]],
  { cwd, env, signals, watch }: Beside,
): Promise<Ending> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env, stdio: 'inherit' })
    signals.to((signal) => child.kill(signal))
    child.once('spawn', () => watch.over(child.pid ?? 0)) // it has one, once it is there
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) resolve({ refused: refusalOf(error.code), code: error.code ?? error.name })
    })
    child.once('exit', (status, signal) => {
      watch.noLonger()
      resolve({ status: status ?? statusOf(signal) })
    })
  })
}

/** As shells have it: 128 and the signal's number. Source: POSIX.1-2017, Shell Command Language, "Exit Status for Commands". */
export function statusOf(signal: NodeJS.Signals | null): number {
  return 128 + (signal === null ? 0 : constants.signals[signal])
}

function refusalOf(code: string | undefined): 'not found' | 'not executable' | 'not started' {
  if (code === 'ENOENT') return 'not found'
  return code === 'EACCES' || code === 'ENOEXEC' || code === 'EPERM' ? 'not executable' : 'not started'
}
