import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maskedText } from './masked-text.ts'
import { type Hit, needleIndex, windowFor } from './needle-index.ts'

const found = (needles: readonly string[], text: string) => {
  const index = needleIndex(windowFor(Math.min(...needles.map((needle) => needle.length))))
  for (const needle of needles) index.add({ text: needle })
  return index.hitsIn(text) ?? []
}

const one = ([from, to]: Hit) => `${from}-${to}`

test('every place of every needle is found, and nothing else, as a search for each by itself would', () => {
  // Few characters, so that needles share blocks and windows, overlap, and lie in each other.
  const word = (minLength: number, maxLength: number) =>
    fc.string({ unit: fc.constantFrom('a', 'b', 'A', '1', 'ü', '✓'), minLength, maxLength })
  fc.assert(
    fc.property(
      fc.uniqueArray(word(8, 40), { minLength: 1, maxLength: 12 }),
      fc.array(word(0, 12), { maxLength: 12 }),
      fc.nat(),
      (needles, between, at) => {
        const text = between.map((each, i) => each + (needles[(i + at) % needles.length] ?? '')).join('')
        const expected = needles.flatMap((needle) =>
          Array.from(text, (_, from): Hit => [from, from + needle.length]).filter(([from]) => text.startsWith(needle, from)),
        )
        expect(found(needles, text).map(one).sort()).toEqual(expected.map(one).sort())
      },
    ),
    { numRuns: 500 },
  )
})

test('a needle is found whatever stands around it, at the ends too', () => {
  for (const text of ['needle-12', 'xneedle-12', 'needle-12x']) expect(found(['needle-12'], text)).toHaveLength(1)
  expect(found(['needle-12'], 'needle-1')).toEqual([])
})

test('stretches that overlap or touch become one mask, those apart one each, and what was written before is not written again', () => {
  expect(
    maskedText('0123456789', [
      [6, 8],
      [1, 3],
      [2, 5],
    ]),
  ).toBe('0[redacted]5[redacted]89')
  expect(maskedText('0123456789', [[1, 5]], 3)).toBe('[redacted]56789')
  expect(maskedText('0123456789', [[1, 3]], 3)).toBe('3456789')
})
