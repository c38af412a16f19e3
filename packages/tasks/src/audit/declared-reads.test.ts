import { expect, test } from 'vitest'
import { isNamed } from './declared-reads.ts'

test('knows a declared place in its stage, and in any when none is said', () => {
  expect(isNamed('prod/stripe', '{stage}/stripe', 'prod')).toBe(true)
  expect(isNamed('dev/stripe', '{stage}/stripe', 'prod')).toBe(false)
  expect(isNamed('dev/stripe', '{stage}/stripe', undefined)).toBe(true)
  expect(isNamed('a/b/stripe', '{stage}/stripe', undefined)).toBe(false)
  expect(isNamed('/dev/key', 'dev/key', undefined)).toBe(true)
})

test('takes no character of a name for a pattern', () => {
  expect(isNamed('aXb', 'a.b', undefined)).toBe(false)
  expect(isNamed('a+b', 'a+b', undefined)).toBe(true)
})
