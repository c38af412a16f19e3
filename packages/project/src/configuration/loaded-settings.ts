import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { settingsProgram } from './settings-program.ts'

/** Milliseconds a configuration may take to load; one that waits for something would make every command wait. */
const loadTimeoutMs = 10_000

/** Settings as a configuration file exports them, `undefined` when it exports none; or why there are none to be had. */
export type LoadedSettings = { readonly settings: unknown } | { readonly problem: string }

export interface LoadingOptions {
  /** What the file sees of variables; default: this process's own. */
  readonly environment?: Readonly<NodeJS.ProcessEnv> | undefined
  /** Default: 10,000. */
  readonly timeoutMs?: number | undefined
}

/**
 * What a configuration file exports by default, as plain data. It runs in a process of its own, so that it can neither end, hold up
 * nor print into the answer of the command that asks; what it prints goes to stderr.
 */
export async function loadedSettings(
  file: string,
  { environment = process.env, timeoutMs = loadTimeoutMs }: LoadingOptions = {},
): Promise<LoadedSettings> {
  const program = settingsProgram(file, createRequire(import.meta.url).resolve('jiti'))
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: environment,
    stdio: ['ignore', 2, 2, 'pipe'],
  })
  // the fourth of `stdio` above
  const answer = child.stdio[3] as Readable
  let isLate = false
  const limit = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
    answer.destroy() // a process that it started may hold the other end
  }, timeoutMs)
  const [output, exitCode] = await Promise.all([text(answer).catch(() => ''), exitOf(child)]).finally(() => clearTimeout(limit))
  if (isLate) return { problem: `does not load within ${timeoutMs / 1000} seconds: let it export settings and wait for nothing` }
  if (output === '') return { problem: `ends the process while it loads (exit code ${exitCode}): let it export settings and nothing else` }
  return answerIn(output)
}

function exitOf(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  return new Promise((resolve, reject) => child.on('error', reject).on('exit', (code, signal) => resolve(code ?? signal)))
}

function answerIn(output: string): LoadedSettings {
  // written by the program a moment ago, so its form is known
  return JSON.parse(output) as LoadedSettings
}
