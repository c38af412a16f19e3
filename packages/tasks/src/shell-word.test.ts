import { execFileSync } from 'node:child_process'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lacks } from '../../../test/platform.ts'
import { shellWord } from './shell-word.ts'

test.skipIf(lacks('a POSIX shell'))('gives a shell each word as it is', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: 'grapheme', minLength: 1 }).filter((word) => !word.includes('\0')),
        { minLength: 1, maxLength: 4 },
      ),
      (words) => {
        const line = ['printf', '%s|', ...words].map(shellWord).join(' ')
        expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(words.map((word) => `${word}|`).join(''))
      },
    ),
    { numRuns: 30 },
  )
})
