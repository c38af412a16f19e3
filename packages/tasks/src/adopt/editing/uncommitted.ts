import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

/** Whether git can take an edit back. */
export interface Uncommitted {
  /** `false` where the folder is in no repository, or there is no git. */
  readonly isRepository: boolean
  /** Those of the files that have changes of their own, or that git does not know. */
  readonly files: readonly string[]
}

/** @param files relative to `root` */
export async function uncommitted(
  root: string,
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Uncommitted> {
  if (files.length === 0) return { isRepository: true, files: [] }
  // a repository's own settings could name a program to run
  const args = [
    '--no-optional-locks',
    '-c',
    'core.fsmonitor=false',
    'status',
    '--porcelain=v1',
    '-z',
    '--ignored',
    '--untracked-files=all',
    '--',
    ...files,
  ]
  try {
    const { stdout } = await promisify(execFile)('git', args, { cwd: root, env: { ...env } })
    const entries = stdout.split('\0').filter((entry) => /^.. /.test(entry))
    const { stdout: prefix } = await promisify(execFile)('git', ['rev-parse', '--show-prefix'], { cwd: root, env: { ...env } })
    return { isRepository: true, files: entries.map((entry) => entry.slice(3)).map((path) => withoutPrefix(path, prefix.trim())) }
  } catch {
    return { isRepository: false, files: [] } // git says why in words of its own; nothing here depends on it
  }
}

/** Without `--porcelain`'s paths from the repository's top. */
function withoutPrefix(path: string, prefix: string): string {
  return prefix !== '' && path.startsWith(prefix) ? path.slice(prefix.length) : path
}
