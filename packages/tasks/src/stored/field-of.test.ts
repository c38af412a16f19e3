import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fieldOf } from './field-of.ts'

test('gives a text as it is and anything else as JSON writes it', () => {
  const text = '{"a": "x\\n\\u00e4", "n": 12345678901234567890, "o": { "a": [1 ] }}'
  expect(fieldOf(text, 'a', 'secret x')).toBe('x\nä')
  expect(fieldOf(text, 'n', 'secret x')).toBe('12345678901234567890')
  expect(fieldOf(text, 'o', 'secret x')).toBe('{ "a": [1 ] }')
})

test('gives the text of any field of any object', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string(), { minKeys: 1 }), (object) => {
      for (const [name, value] of Object.entries(object)) expect(fieldOf(JSON.stringify(object), name, 'secret x')).toBe(value)
    }),
  )
})

test('refuses without a word of the value', () => {
  for (const [text, said] of [
    ['planted', 'does not hold a JSON object'],
    ['["planted"]', 'does not hold a JSON object'],
    ['{"b":"planted"}', 'does not hold a field a: give one of b'],
    ['{"a":"planted","a":"planted"}', 'holds the field a twice'],
    ['{}', 'give one of none'],
  ] as const) {
    expect(() => fieldOf(text, 'a', 'secret x')).toThrow(said)
    expect(() => fieldOf(text, 'a', 'secret x')).not.toThrow(/planted/)
  }
})
