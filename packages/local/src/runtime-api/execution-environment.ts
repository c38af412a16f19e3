import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as delay, setImmediate as loopTurn } from 'node:timers/promises'
import { nodeFlags } from './node-flags.ts'
import type { OrphanWatch } from './orphan-watch.ts'
import { OutputLines } from './output-lines.ts'
import { peakMemoryMb } from './peak-memory.ts'
import { type FunctionFailure, type Invocation, RuntimeApiListener } from './runtime-api-listener.ts'

/** How INIT or an invocation ended. */
export type Phase = Outcome & { durationMs: number; peakMemoryMb: number }

type Outcome =
  | { status: 'success'; payload: Buffer }
  | { status: 'error'; failure: FunctionFailure }
  | { status: 'exit'; reason: string }
  | { status: 'timeout' }

export interface EnvironmentOptions {
  /** The runtime to start, a Node.js program. */
  program: string
  taskRoot: string
  memorySizeMb: number
  /** All the variables of the process, given the address of its Runtime API. */
  variables(runtimeApi: string): Record<string, string>
  /** Takes each line that the process writes. */
  onLine(line: string): void
  /** Told when the process has ended, whatever ended it. */
  onGone(): void
  watch: OrphanWatch
  now?: () => number
}

/** Milliseconds to wait for the output of a process that has ended while something it started still holds its pipes. */
const outputGraceMs = 100

// there is no SIGSTOP on Windows: a function is awake there between its invocations
const canFreeze = process.platform !== 'win32'

/**
 * One process of a function, which handles one invocation at a time: `init` once, then `invoke`, frozen in between. After any phase that
 * its process does not survive it is gone for good.
 * Source: "Understanding the Lambda execution environment lifecycle".
 */
export class ExecutionEnvironment {
  readonly #options: EnvironmentOptions
  readonly #now: () => number
  #listener: RuntimeApiListener | undefined
  #child: ChildProcess | undefined
  #isRunning = false
  #gone: Promise<string> = Promise.resolve('never started')
  #outcome: Outcome | undefined
  #peakMemoryMb = 0
  #phaseEnds: ((by: 'next' | 'exit' | 'timeout') => void) | undefined

  constructor(options: EnvironmentOptions) {
    this.#options = options
    this.#now = options.now ?? (() => performance.now())
  }

  /** Starts the process and waits until it asks for its first event. */
  init(limitMs: number): Promise<Phase> {
    return this.#phase(limitMs, async () => {
      this.#listener = await RuntimeApiListener.open({
        ready: () => this.#phaseEnds?.('next'),
        answered: (payload) => this.#settle({ status: 'success', payload }),
        failed: (failure) => this.#settle({ status: 'error', failure }),
        initFailed: (failure) => this.#settle({ status: 'error', failure }),
      })
      this.#start(this.#listener.address)
    })
  }

  /** Thaws the process, hands it the event, and freezes it again once it asks for the next one. */
  invoke(invocation: Invocation, limitMs: number): Promise<Phase> {
    return this.#phase(limitMs, () => {
      this.#signal('SIGCONT')
      this.#listener?.hand(invocation)
    })
  }

  /** Ends the process, and with it all that it started. */
  async end(): Promise<void> {
    this.#signal('SIGKILL')
    await this.#gone
  }

  async #phase(limitMs: number, begin: () => void | Promise<void>): Promise<Phase> {
    const begunAt = this.#now()
    this.#outcome = undefined
    const end = new Promise<'next' | 'exit' | 'timeout'>((resolve) => {
      this.#phaseEnds = resolve
    })
    const timer = setTimeout(() => this.#phaseEnds?.('timeout'), limitMs)
    try {
      await begin()
    } catch (error) {
      clearTimeout(timer)
      await this.#giveUp()
      throw error
    }
    const endedBy = await end
    clearTimeout(timer)
    this.#phaseEnds = undefined
    this.#peakMemoryMb = Math.max(this.#peakMemoryMb, peakMemoryMb(this.#child?.pid)) // of an ended process: what it had before
    const figures = { durationMs: this.#now() - begunAt, peakMemoryMb: this.#peakMemoryMb }

    if (endedBy === 'next') {
      this.#signal('SIGSTOP')
      await loopTurn() // what the process wrote before it asked is in the pipes by now: one turn of the loop reads it
      return { ...(this.#outcome ?? { status: 'success', payload: Buffer.of() }), ...figures }
    }
    if (endedBy === 'timeout') await this.end()
    const reason = await this.#gone
    return { ...(this.#outcome ?? (endedBy === 'timeout' ? { status: 'timeout' } : { status: 'exit', reason })), ...figures }
  }

  /** The process could not even be asked to start, or to go on. */
  async #giveUp(): Promise<void> {
    await this.end()
    this.#listener?.close()
    if (this.#child === undefined) this.#options.onGone()
  }

  #settle(outcome: Outcome): void {
    this.#outcome = outcome
  }

  #start(runtimeApi: string): void {
    const { program, memorySizeMb, taskRoot, variables, onLine, watch } = this.#options
    const child = spawn(process.execPath, [...nodeFlags(memorySizeMb), program], {
      cwd: taskRoot,
      env: variables(runtimeApi),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: canFreeze, // a process group of its own: what the function starts is frozen and ended with it
    })
    this.#child = child
    this.#isRunning = true
    if (child.pid !== undefined) watch.add(child.pid)
    const outputs = [new OutputLines(child.stdout, onLine), new OutputLines(child.stderr, onLine)]
    this.#gone = new Promise((resolve) => {
      const ended = async (reason: string, outputClosed: Promise<unknown>) => {
        this.#signal('SIGKILL') // the rest of the group
        this.#isRunning = false
        if (child.pid !== undefined) watch.delete(child.pid)
        this.#listener?.close()
        const grace = new AbortController()
        await Promise.race([outputClosed, delay(outputGraceMs, undefined, { signal: grace.signal }).catch(() => undefined)])
        grace.abort()
        for (const output of outputs) output.flush()
        resolve(reason)
        this.#phaseEnds?.('exit')
        this.#options.onGone()
      }
      const closed = new Promise((close) => child.once('close', close))
      child.once('exit', (code, signal) => void ended(exitReason(code, signal), closed))
      child.once('error', (error) => void ended(`could not be started: ${error.message}`, Promise.resolve()))
    })
  }

  #signal(signal: 'SIGSTOP' | 'SIGCONT' | 'SIGKILL'): void {
    const pid = this.#child?.pid
    if (pid === undefined || !this.#isRunning || (!canFreeze && signal !== 'SIGKILL')) return
    try {
      process.kill(canFreeze ? -pid : pid, signal)
    } catch (error) {
      // it has just ended, which its `exit` event will tell (macOS says EPERM of a group that is all zombies)
      if (!(error instanceof Error && 'code' in error && (error.code === 'ESRCH' || error.code === 'EPERM'))) throw error
    }
  }
}

/** In the words of Lambda's `Runtime.ExitError`. */
function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal !== null)
    return `Runtime exited with error: signal: ${signal === 'SIGKILL' ? 'killed' : signal === 'SIGABRT' ? 'aborted' : signal}`
  return code === 0 ? 'Runtime exited without providing a reason' : `Runtime exited with error: exit status ${code}`
}
