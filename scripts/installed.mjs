// @ts-check
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Runs a command in the repository's root with the terminal's own streams, and gives its exit code. */
export function run(
  /** @type {string} */ command,
  /** @type {string[]} */ args,
  /** @type {import('node:child_process').SpawnSyncOptions} */ options = {},
) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options })
  if (error !== undefined) throw error
  return status ?? 1
}

/** Installs what `package-lock.json` names, unless that very lock file was installed already. */
export function ensureInstalled() {
  const stamp = join(root, 'node_modules', '.sallyport-installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  console.error('installing what package-lock.json names (npm ci) …')
  if (run('npm', ['ci', '--no-audit', '--no-fund']) !== 0) process.exit(1)
  writeFileSync(stamp, lock)
}
