import { describe, expect, test } from 'vitest'
import { tierFor } from './parameter-tier.ts'

const small = 'x'.repeat(4096)
const large = 'x'.repeat(4097)

describe('a value goes into', () => {
  test.each([
    ['the standard tier when nothing is said', small, undefined, undefined, 'Standard'],
    ['the tier the parameter has', large, undefined, 'Advanced', 'Advanced'],
    ['the tier that is asked for', small, 'Advanced', 'Standard', 'Advanced'],
    ['the standard tier when it fits and the choice is left to the store', small, 'Intelligent-Tiering', undefined, 'Standard'],
    ['the advanced tier when it is too large and the choice is left to the store', large, 'Intelligent-Tiering', 'Standard', 'Advanced'],
    ['the advanced tier for good, when the choice is left to the store', small, 'Intelligent-Tiering', 'Advanced', 'Advanced'],
  ] as const)('%s', (_, value, asked, current, tier) => {
    expect(tierFor(value, asked, current)).toBe(tier)
  })
})

test.each([
  ['too large for the standard tier', large, undefined, undefined],
  ['too large in bytes, though not in characters', 'é'.repeat(2049), 'Standard', undefined],
  ['too large for any tier', 'x'.repeat(8193), 'Intelligent-Tiering', undefined],
  ['to leave the advanced tier', small, 'Standard', 'Advanced'],
] as const)('a value is refused that is %s', (_, value, asked, current) => {
  expect(() => tierFor(value, asked, current)).toThrow(expect.objectContaining({ code: 'ValidationException' }))
})
