// @ts-check
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
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
  return runNpmIn(root, args)
}

function runNpmIn(/** @type {string} */ folder, /** @type {string[]} */ args) {
  const { command, before } = npmCommand()
  return run(command, [...before, ...args], folder)
}

function run(/** @type {string} */ command, /** @type {string[]} */ args, cwd = root) {
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit' })
  if (error !== undefined) throw error
  return status ?? 1
}

/** Installs what the repository's `package-lock.json` names, and ends the process when that fails. */
export function ensureInstalled() {
  if (!installs(root)) process.exit(1)
}

/**
 * Installs what the `package-lock.json` of `folder` names, unless that very lock file was installed already, and gives whether it is there.
 * @param {string} folder
 * @param {string[]} flags of `npm ci`
 * @param {() => boolean} isWhole looks for what npm does not report: an optional dependency that cannot be fetched is left out in silence
 */
export function installs(folder, flags = [], isWhole = () => true) {
  const stamp = join(folder, 'node_modules', '.sallyport-installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(folder, 'package-lock.json')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock && isWhole()) return true
  console.error(`installing what ${relative(root, join(folder, 'package-lock.json'))} names (npm ci) …`)
  if (runNpmIn(folder, ['ci', '--no-audit', '--no-fund', ...flags]) !== 0 || !isWhole()) return false
  mkdirSync(dirname(stamp), { recursive: true }) // npm makes none where nothing is for this system
  writeFileSync(stamp, lock)
  return true
}
