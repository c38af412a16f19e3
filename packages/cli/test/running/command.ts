import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expectAsPublished } from './published-schema.ts'

/** The command as a user starts it. */
export const bin = fileURLToPath(new URL('../../../sallyport/bin/sallyport.mjs', import.meta.url))

export interface Finished {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Place {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  remove(): void
}

/** An empty folder to work in, and an environment that knows nothing of this machine's AWS set-up. */
export function emptyPlace(): Place {
  const cwd = mkdtempSync(join(tmpdir(), 'sallyport-cli-'))
  const home = mkdtempSync(join(tmpdir(), 'sallyport-home-'))
  const configuration = { XDG_CONFIG_HOME: join(home, 'config'), AWS_EC2_METADATA_DISABLED: 'true' }
  const env = { PATH: process.env['PATH'] ?? '', HOME: home, USERPROFILE: home, ...configuration } // Windows calls its home otherwise
  return {
    cwd,
    env,
    remove: () => {
      rmSync(cwd, { recursive: true, force: true })
      rmSync(home, { recursive: true, force: true })
    },
  }
}

/** Runs the command to its end, its standard input a pipe that gives `input`. What it answers with `--json` is held against the published schema. */
export async function sallyport(
  place: Pick<Place, 'cwd' | 'env'>,
  args: readonly string[],
  input: string | Uint8Array = '',
): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { cwd: place.cwd, env: place.env, stdio: 'pipe' })
  child.stdin.on('error', () => {}) // a command that refuses its arguments does not wait for its input
  child.stdin.end(input)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr] = await Promise.all([buffer(child.stdout), buffer(child.stderr)])
  const finished = { status: await ended, stdout: stdout.toString('utf8'), stderr: stderr.toString('utf8') }
  if (args.includes('--json') && finished.stdout !== '') expectAsPublished(args, finished.stdout)
  return finished
}
