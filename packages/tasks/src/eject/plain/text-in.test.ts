import { expect, test } from 'vitest'
import { textIn } from './text-in.ts'

test('a text is given as it is, and a field of a JSON object by its name', () => {
  expect(textIn({ text: ' {"a":1}\n' })).toBe(' {"a":1}\n')
  expect(textIn({ text: '{"user":"ann"}' }, 'user')).toBe('ann')
})

test.each([
  ['{"user":1}', 'user', 'the stored value has no text in field user'],
  ['{}', 'toString', 'the stored value has no text in field toString'],
  ['null', 'user', 'the stored value has no text in field user'],
  ['planted-value', 'user', 'the stored value is not JSON'],
])('%s has no field %s, which is said without the value', (text, field, message) => {
  expect(() => textIn({ text }, field)).toThrow(new Error(message))
})

test('bytes are no text', () => {
  expect(() => textIn({ bytes: Uint8Array.of(1) })).toThrow('the stored value is binary')
})
