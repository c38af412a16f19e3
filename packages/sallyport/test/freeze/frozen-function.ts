import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'rolldown'
import type { TestContext } from 'vitest'
import type { ReadingOptions } from '../../src/reading-options.ts'
import type { HoldingAws } from './holding-aws.ts'

export interface FunctionSettings {
  readonly worldFile: string
  readonly env: Readonly<Record<string, string>>
  readonly options: ReadingOptions
}

/** What is around the function and changes while it stands still. */
export interface World {
  readonly clockOffsetMs: number
  /** Characters of its session token: a request with some millions of them does not fit into the sockets' buffers. */
  readonly tokenLength: number
}

/** What an invocation gave: the secret's value, or an error's code. */
export type Invoked = string

/** The function as one file, in a folder that the caller removes. */
export async function builtFunction(): Promise<{ folder: string; program: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-freeze-'))
  const program = join(folder, 'function.mjs')
  await build({ input: join(import.meta.dirname, 'function.ts'), platform: 'node', output: { file: program }, logLevel: 'silent' })
  return { folder, program }
}

/** A process that runs the function with AWS at `aws`, by a clock that both have; it ends with the test. */
export async function functionWith(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  program: string,
  aws: HoldingAws,
  options: ReadingOptions,
  tokenLength = 0,
) {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-frozen-'))
  const worldFile = join(folder, 'world.json')
  async function change(clockMs: number, tokenLength: number) {
    aws.moveClock(clockMs)
    const world: World = { clockOffsetMs: aws.clockOffsetMs(), tokenLength }
    await writeFile(worldFile, JSON.stringify(world))
  }
  await change(0, tokenLength)
  const settings: FunctionSettings = { worldFile, env: aws.env, options }
  const running = spawn(process.execPath, ['--unhandled-rejections=strict', program], {
    env: { FUNCTION: JSON.stringify(settings), NODE_EXTRA_CA_CERTS: aws.certificateFile },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const closed = once(running, 'close')
  onTestFinished(async () => {
    running.kill('SIGKILL') // also when it stands still
    await closed
    await rm(folder, { recursive: true })
  })

  return {
    /** Moves the clock, and gives the function a session token of another length. */
    change,
    /** Begins an invocation and gives what comes back. */
    async invoke(): Promise<Invoked> {
      const answered = Promise.race([once(running, 'message'), closed.then(([code, signal]) => [`it ended: ${code ?? signal}`])])
      running.send('invoke')
      return (await answered)[0]
    },
    /** Stops the process, for longer than an attempt may take and by its clock for `forMs`; `meanwhile` is what the world does. */
    async freeze(forMs: number, meanwhile: () => void) {
      running.kill('SIGSTOP')
      await new Promise((resolve) => setTimeout(resolve, 100)) // a signal is delivered at some time
      meanwhile()
      await new Promise((resolve) => setTimeout(resolve, 2_100))
      await change(forMs, 0)
      aws.thaw()
      running.kill('SIGCONT')
    },
  }
}
