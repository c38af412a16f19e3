// @ts-check
// `npm test`: installs and builds what is missing, then lint and all tests. The last line counts both.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureInstalled, program, runNode } from './installed.mjs'

ensureInstalled()
const { lint } = await import('./lint.mjs')
const linted = await lint()

const folder = mkdtempSync(join(tmpdir(), 'sallyport-test-'))
const report = join(folder, 'report.json')
const code = runNode(
  program('vitest'),
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${report}`,
  ...process.argv.slice(2),
)
/** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numFailedTestSuites: number, success: boolean }} */
const tests = JSON.parse(readFileSync(report, 'utf8'))
rmSync(folder, { recursive: true })

const passed = tests.numPassedTests + linted.passed
// A file that cannot be loaded has no test to count as failed, yet its tests did not pass.
const failed = linted.failed.length + Math.max(tests.numFailedTests, code === 0 && tests.success ? 0 : 1)
if (tests.numPendingTests > 0) console.log(`${tests.numPendingTests} skipped: see the reasons above`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
