import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shellCommand } from './shell-command.ts'

test('gives a shell each argument as it is', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((word) => !word.includes('\0')),
        { minLength: 1, maxLength: 4 },
      ),
      (words) => {
        const line = shellCommand(['printf', '%s|', ...words])
        expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(words.map((word) => `${word}|`).join(''))
      },
    ),
    { numRuns: 30 },
  )
})
