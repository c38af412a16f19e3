// @ts-check
// Every check that needs no test runner. All of them run, also after one has failed, so that one look shows everything.
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from './build.mjs'
import { ensureInstalled, program, root, runNode } from './installed.mjs'

const packages = readdirSync(join(root, 'packages'))

/** @type {Record<string, () => number | Promise<number>>} */
const steps = {
  'format and lint': () => runNode(program('biome', '@biomejs/biome'), 'ci', `--colors=${process.stderr.isTTY ? 'force' : 'off'}`, '.'),
  'compile and build': build,
  'types of the tests': () => runNode(program('tsc', 'typescript'), '-p', 'tsconfig.test.json'),
  'imports between packages': arrows,
  'unused files, exports and dependencies': () => runNode(program('knip'), '--no-progress'),
  'what the packages publish': published,
  'types as consumers resolve them': resolvedTypes,
  'bundle size': () => runNode(program('size-limit')),
}

/** The cruiser, and whether it looked: with a compiler it cannot use it finds no module and reports no violation. */
function arrows() {
  const roots = ['packages', 'examples', 'bench', 'test']
  const { stdout, stderr, error } = spawnSync(
    process.execPath,
    [program('depcruise', 'dependency-cruiser'), '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...roots],
    {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    },
  )
  if (error !== undefined) throw error
  if (stdout === '') {
    console.error(stderr)
    return 1
  }
  /** @type {{ summary: { violations: { rule: { name: string }, from: string, to: string }[] }, modules: { source: string }[] }} */
  const { summary, modules } = JSON.parse(stdout)
  for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} → ${to}`)
  const seen = new Set(modules.map(({ source }) => source))
  const missed = roots.flatMap(sourcesIn).filter((file) => !seen.has(file))
  for (const file of missed) console.error(`not looked at by the cruiser: ${file}`)
  console.log(`${seen.size} modules, ${summary.violations.length} forbidden imports`)
  return summary.violations.length + missed.length === 0 ? 0 : 1
}

/** @returns {string[]} */
function sourcesIn(/** @type {string} */ folder) {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => `${folder}/${file.replaceAll('\\', '/')}`)
    .filter((file) => /\.ts$/.test(file) && !/\/(node_modules|dist|fixtures|found|clean)\//.test(file))
}

function published() {
  return worst(packages.map((name) => quietly(program('publint'), ['run', '--strict', '--pack', 'npm', join('packages', name)])))
}

function resolvedTypes() {
  const attw = program('attw', '@arethetypeswrong/cli')
  const profileOf = (/** @type {string} */ name) => (name === 'sallyport' ? 'node16' : 'esm-only')
  return worst(packages.map((name) => quietly(attw, ['--pack', join('packages', name), '--format', 'ascii', '--profile', profileOf(name)])))
}

function worst(/** @type {number[]} */ codes) {
  return codes.find((code) => code !== 0) ?? 0
}

/** Shows what a tool says only when it fails: attw's tables of what was ignored read like failures. */
function quietly(/** @type {string} */ file, /** @type {string[]} */ args) {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [file, ...args], { cwd: root, encoding: 'utf8' })
  if (error !== undefined) throw error
  if (status !== 0) console.error(stdout + stderr)
  return status ?? 1
}

/** Runs every step and gives the names of those that failed. */
export async function lint() {
  /** @type {string[]} */
  const failed = []
  for (const [name, step] of Object.entries(steps)) {
    console.log(`\n── ${name}`)
    if ((await step()) !== 0) failed.push(name)
  }
  for (const name of failed) console.error(`lint: ${name} failed`)
  return { failed, passed: Object.keys(steps).length - failed.length }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  ensureInstalled()
  process.exitCode = (await lint()).failed.length === 0 ? 0 : 1
}
