// @ts-check
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * The file of a program that an installed package brings, for Node to run: npm's own link to it is a batch file on Windows, which takes no
 * argument as it is.
 */
export function program(/** @type {string} */ name, packageName = name) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[name])
}

/** What starts npm, and what comes before its arguments: on Windows it is a batch file too, so it is taken from where npm says it is. */
export function npmCommand() {
  const beside = join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js')
  const file = process.env['npm_execpath'] ?? beside
  return /npm-cli\.c?js$/.test(file) && existsSync(file) ? { command: process.execPath, before: [file] } : { command: 'npm', before: [] }
}

/** Runs a program of Node in the repository's root with the terminal's own streams, and gives its exit code. */
export function runNode(/** @type {string[]} */ ...args) {
  return run(process.execPath, args)
}

export function runNpm(/** @type {string[]} */ ...args) {
  const { command, before } = npmCommand()
  return run(command, [...before, ...args])
}

function run(/** @type {string} */ command, /** @type {string[]} */ args) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
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
  if (runNpm('ci', '--no-audit', '--no-fund') !== 0) process.exit(1)
  writeFileSync(stamp, lock)
}
