import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/**
 * Those of the files that git is told to leave out, as what a build makes; none where there is no repository, or no git.
 * @param files absolute
 */
export async function gitIgnored(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlySet<string>> {
  if (files.length === 0) return new Set()
  // a repository's own settings could name a program to run
  const args = ['--no-optional-locks', '-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin']
  try {
    const running = promisify(execFile)('git', args, { cwd: root, env: { ...env } })
    running.child.stdin?.on('error', () => {}) // where there is no git; `running` says so
    running.child.stdin?.end(files.join('\0'))
    const { stdout } = await running
    return new Set(stdout.split('\0').filter((each) => each !== ''))
  } catch {
    return new Set() // it ends with 1 where none is left out, too
  }
}
