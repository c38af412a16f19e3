import { expect, test } from 'vitest'
import { isDeclaredAs } from './is-declared-as.ts'

test('knows a declared place in its stage, and in any when none is said', () => {
  expect(isDeclaredAs('prod/stripe', '{stage}/stripe', 'prod')).toBe(true)
  expect(isDeclaredAs('dev/stripe', '{stage}/stripe', 'prod')).toBe(false)
  expect(isDeclaredAs('dev/stripe', '{stage}/stripe', undefined)).toBe(true)
  expect(isDeclaredAs('a/b/stripe', '{stage}/stripe', undefined)).toBe(false)
  expect(isDeclaredAs('/dev/key', 'dev/key', undefined)).toBe(true)
})

test('takes no character of a name for a pattern', () => {
  expect(isDeclaredAs('aXb', 'a.b', undefined)).toBe(false)
  expect(isDeclaredAs('a+b', 'a+b', undefined)).toBe(true)
})

test('knows a member of a family, and no name below it', () => {
  expect(isDeclaredAs('dev/customers/42', '{stage}/customers/{id}', 'dev')).toBe(true)
  expect(isDeclaredAs('dev/customers/42/key', '{stage}/customers/{id}', 'dev')).toBe(false)
})
