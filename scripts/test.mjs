// @ts-check
// `npm test`: installs and builds what is missing, then lint and all tests, then those of packages/sallyport once more under the other
// versions of Node that Lambda has; the last line counts all of them. `--only-this-node` leaves those out, and so does naming files.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { ensureInstalled, program, root } from './installed.mjs'
import { otherNodes } from './node-versions.mjs'

const onlyThisNode = '--only-this-node'

ensureInstalled()
const named = process.argv.slice(2).filter((each) => each !== onlyThisNode)
const isOnlyThisNode = named.length > 0 || process.argv.includes(onlyThisNode)
const others = isOnlyThisNode ? { nodes: [], missing: [] } : otherNodes() // first: tests on this Node start them too
const { lint } = await import('./lint.mjs')
const linted = await lint()
const counts = [
  { passed: linted.passed, failed: linted.failed.length, skipped: 0 },
  tested(process.execPath, named),
  ...testedOnOtherNodes(others),
]

const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ of) => counts.reduce((total, each) => total + each[of], 0)
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped: see the reasons above`)
console.log(`${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 ? 0 : 1

function testedOnOtherNodes(/** @type {ReturnType<typeof otherNodes>} */ { nodes, missing }) {
  for (const why of missing) {
    console.error(`Node 22 and 24 for packages/sallyport (test/node-versions): ${why}; "npm test -- ${onlyThisNode}" leaves them out`)
  }
  return [
    ...nodes.map((node) => {
      console.log(`\n── packages/sallyport on Node ${node.version}`)
      const count = tested(node.program, ['packages/sallyport/'])
      console.log(`packages/sallyport on Node ${node.version}: ${count.passed} passed, ${count.failed} failed`)
      return count
    }),
    { passed: 0, failed: missing.length, skipped: 0 },
  ]
}

/** Runs vitest under `node`, which is also what its tests find as `node`. */
function tested(/** @type {string} */ node, /** @type {string[]} */ args) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
  const report = join(folder, 'report.json')
  const { status, error } = spawnSync(
    node,
    [program('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args],
    { cwd: root, stdio: 'inherit', env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env['PATH']}` } },
  )
  if (error !== undefined) throw error
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, success: boolean }} */
  const tests = existsSync(report)
    ? JSON.parse(readFileSync(report, 'utf8'))
    : { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, success: false }
  rmSync(folder, { recursive: true })
  // A file that cannot be loaded has no test to count as failed, yet its tests did not pass.
  const failed = Math.max(tests.numFailedTests, status === 0 && tests.success ? 0 : 1)
  return { passed: tests.numPassedTests, failed, skipped: tests.numPendingTests }
}
