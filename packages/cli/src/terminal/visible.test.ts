import fc from 'fast-check'
import { expect, test } from 'vitest'
import { visible, visibleInLine, visibleJson } from './visible.ts'

test('shows an escape sequence instead of obeying it', () => {
  expect(visible('\x1b[2Jgone\x07')).toBe('\\x1b[2Jgone\\x07')
})

test('shows marks that reorder or hide text', () => {
  expect(visible('a\u202eb\u200bc\u2028')).toBe('a\\u202eb\\u200bc\\u2028')
})

test('keeps tabs, newlines and the letters of every language', () => {
  expect(visible('日本\tä\n')).toBe('日本\tä\n')
})

test('keeps a cell in its line', () => {
  expect(visibleInLine('a\nb\tc')).toBe('a\\nb\\tc')
})

test('prints JSON that means the same and holds no control character', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const printed = visibleJson({ value, text })
      expect(JSON.parse(printed)).toEqual(JSON.parse(JSON.stringify({ value, text })))
      expect([...printed].filter((each) => each !== '\n' && visible(each) !== each)).toEqual([])
    }),
  )
})
