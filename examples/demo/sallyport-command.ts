import { type ChildProcess, spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const runtime = dirname(createRequire(import.meta.url).resolve('sallyport/package.json'))
const program = join(runtime, 'bin', 'sallyport.mjs')

/** What a command printed, and how it ended. */
export interface Ended {
  status: number | null
  stdout: string
  stderr: string
}

/** Where commands run and what they see; everything they print is kept in `printed`, to be searched for the key later. */
export interface CommandPlace {
  cwd: string
  env: NodeJS.ProcessEnv
  printed: string[]
}

/** Runs `sallyport` as a process of its own, as a person would type it. A value goes in by standard input, never as an argument. */
export async function sallyport(args: readonly string[], place: CommandPlace, { input = '' }: { input?: string } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { cwd: place.cwd, env: place.env, stdio: 'pipe' })
  child.stdin.end(input)
  const [status, stdout, stderr] = await Promise.all([
    new Promise<number | null>((ended) => child.on('close', ended)),
    textOf(child, 'stdout'),
    textOf(child, 'stderr'),
  ])
  place.printed.push(stdout, stderr)
  return { status, stdout, stderr }
}

/**
 * Like {@link sallyport} with `--json`: the task's output as it is.
 * @param options.expected the exit status, default 0; 1 is that of a command that found what needs a look
 * @throws when the command ended otherwise
 */
export async function sallyportJson<T>(
  args: readonly string[],
  place: CommandPlace,
  { expected = 0, ...options }: { input?: string; expected?: 0 | 1 } = {},
): Promise<T> {
  const { status, stdout, stderr } = await sallyport([...args, '--json'], place, options)
  if (status !== expected) throw new Error(`sallyport ${args.join(' ')} ended with ${status}: ${stderr.trim()}`)
  return JSON.parse(stdout) as T // the output types of the tasks are the commands' stable schemas
}

/** The line that `local start --json` prints once it serves. */
export interface Serving {
  endpoint: string
  region: string
  accountId: string
  accessKeyId: string
  secretAccessKey: string
  controlToken: string
}

/** Starts AWS on loopback on port 4566, or on a free one when that is taken. It serves until it is told to stop. */
export async function startLoopback(dataDir: string, place: CommandPlace): Promise<Serving & { stop(): Promise<void> }> {
  const first = await tryToStart(4566, dataDir, place)
  if (!('taken' in first)) return first
  const second = await tryToStart(0, dataDir, place)
  if ('taken' in second) throw new Error(`AWS on loopback did not start: ${second.taken}`)
  return second
}

async function tryToStart(
  port: number,
  dataDir: string,
  place: CommandPlace,
): Promise<(Serving & { stop(): Promise<void> }) | { taken: string }> {
  const args = [program, 'local', 'start', '--json', '--data', dataDir, '--port', String(port)]
  const child = spawn(process.execPath, args, { cwd: place.cwd, env: place.env, stdio: ['ignore', 'pipe', 'pipe'] })
  const closed = new Promise<number | null>((ended) => child.on('close', ended))
  let stderr = ''
  child.stderr.on('data', (chunk) => {
    stderr += chunk
    place.printed.push(String(chunk))
  })
  const line = await Promise.race([firstLine(child), closed.then(() => undefined)])
  if (line === undefined) {
    if (port !== 0 && stderr.includes(String(port))) return { taken: stderr }
    throw new Error(`AWS on loopback did not start: ${stderr.trim()}`)
  }
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  return {
    ...(JSON.parse(line) as Serving), // the stable line of `local start --json`
    async stop() {
      child.kill('SIGTERM')
      await closed
      process.removeListener('exit', kill)
    },
  }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((found) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) found(text.slice(0, end))
    })
  })
}

async function textOf(child: ChildProcess, stream: 'stdout' | 'stderr'): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of child[stream] ?? []) chunks.push(chunk as Buffer) // a pipe without an encoding gives buffers
  return Buffer.concat(chunks).toString()
}
