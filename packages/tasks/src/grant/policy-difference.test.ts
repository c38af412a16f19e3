import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from './policy-difference.ts'

test('says which lines go and which come', () => {
  expect(difference('a\nb\nc', 'b\nx\nc\nd')).toEqual(['-a', ' b', '+x', ' c', '+d'])
})

test('gives no change for the same policy, and every line for a new one', () => {
  expect(difference('a\nb\n', 'a\nb')).toEqual([' a', ' b'])
  expect(difference('', 'a\nb')).toEqual(['+a', '+b'])
})

test('holds both texts whole, whatever they are', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map((lines) => `x${lines.join('\n')}y`)
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = difference(before, after)
      const side = (mark: string) =>
        lines
          .filter((line) => line[0] !== mark)
          .map((line) => line.slice(1))
          .join('\n')
      expect(side('+')).toBe(before)
      expect(side('-')).toBe(after)
    }),
  )
})
