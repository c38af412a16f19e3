import { expect, test } from 'vitest'
import { skewFinding } from './skew-finding.ts'

const minute = 60_000

test.each([
  [0, 'ok', 'the same'],
  [-30_000, 'ok', 'the same'],
  [3 * minute, 'warning', '3 minutes ahead of'],
  [-minute, 'warning', '1 minute behind'],
  [16 * minute, 'problem', '16 minutes ahead of'],
  [-3 * 60 * minute, 'problem', '3 hours behind'],
  [400 * 24 * 60 * minute, 'problem', '400 days ahead of'],
])('tells a clock that is off by %d ms', (skewMs, status, words) => {
  expect(skewFinding(skewMs)).toMatchObject({ status, text: expect.stringContaining(words) })
})
