import fc from 'fast-check'
import { expect, test } from 'vitest'
import { duplicateKey } from './duplicate-key.ts'

test.each([
  ['{"a":1,"a":2}', 'a'],
  ['{"a":{"b":1,"c":"{","b" : 2}}', 'b'],
  ['[{"a":1},{"a":[{"b":1},{"b":1}],"a":1}]', 'a'],
  ['{"\\u0061":1,"a":2}', 'a'],
  ['{"a\\"":1,"x":"a\\":","a\\""\t\r\n:2}', 'a"'],
  ['{"__proto__":1,"__proto__":2}', '__proto__'],
])('finds the key that stands twice in %s', (json, key) => {
  expect(duplicateKey(json)).toBe(key)
})

test('finds nothing in what JSON.stringify writes, however it is indented', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.nat(4), (value, indent) => {
      expect(duplicateKey(JSON.stringify(value, undefined, indent))).toBeUndefined()
    }),
  )
})
