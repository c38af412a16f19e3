import { expect, test } from 'vitest'
import { initReportLine, reportLine } from './report-lines.ts'

const figures = { durationMs: 12.345, peakMemoryMb: 44 }

test('the report of a cold start bills INIT, too', () => {
  expect(reportLine('r-1', 128, { status: 'success', payload: Buffer.of(), ...figures }, 100.2)).toBe(
    'REPORT RequestId: r-1\tDuration: 12.35 ms\tBilled Duration: 113 ms\tMemory Size: 128 MB\tMax Memory Used: 44 MB\tInit Duration: 100.20 ms\t',
  )
})

test('the report of a warm invocation has no word of INIT', () => {
  expect(reportLine('r-1', 512, { status: 'timeout', ...figures }, undefined)).toBe(
    'REPORT RequestId: r-1\tDuration: 12.35 ms\tBilled Duration: 13 ms\tMemory Size: 512 MB\tMax Memory Used: 44 MB\tStatus: timeout',
  )
})

test.each([
  [{ status: 'exit', reason: '' } as const, 'Status: error\tError Type: Runtime.ExitError'],
  [
    { status: 'error', failure: { errorType: 'Runtime.ImportModuleError', errorMessage: '' } } as const,
    'Status: error\tError Type: Runtime.ImportModuleError',
  ],
  [{ status: 'error', failure: { errorType: 'TypeError', errorMessage: '' } } as const, ''],
])('says what Lambda found wrong, and nothing of what the function found', (outcome, status) => {
  expect(initReportLine({ ...outcome, ...figures })).toBe(`INIT_REPORT Init Duration: 12.35 ms\tPhase: init\t${status}`)
})
