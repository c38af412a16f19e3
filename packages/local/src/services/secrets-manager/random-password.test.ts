import fc from 'fast-check'
import { expect, test } from 'vitest'
import { randomPassword } from './random-password.ts'

const types = ['abc', 'XYZ', '01', ' ']

test('whatever the dice say, a password has its length, its characters, and one of every type', () => {
  fc.assert(
    fc.property(fc.integer({ min: 4, max: 60 }), fc.infiniteStream(fc.nat()), (length, dice) => {
      const password = randomPassword({ length, types, hasEach: true }, (limit) => dice.next().value % limit)
      expect(password).toHaveLength(length)
      for (const characters of types) expect([...password].some((each) => characters.includes(each))).toBe(true)
      expect([...password].every((each) => types.join('').includes(each))).toBe(true)
    }),
  )
})

test('a type is left to chance when not every one is required', () => {
  expect(randomPassword({ length: 5, types, hasEach: false }, () => 0)).toBe('aaaaa')
})

test('a required character may stand anywhere', () => {
  const at = new Set(Array.from({ length: 2000 }, () => randomPassword({ length: 4, types: ['a', 'b'], hasEach: true }).indexOf('a')))
  expect([...at].toSorted()).toEqual([0, 1, 2, 3]) // each of four is missed by 2000 throws once in 10^200
})
