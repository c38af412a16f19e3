import { expect, test } from 'vitest'
import { checkAllowedPattern } from './allowed-pattern.ts'

const refusal = (pattern: string, value: string) => {
  try {
    checkAllowedPattern(pattern, value)
  } catch (error) {
    return error
  }
  return undefined
}

test.each([
  ['^\\d+$', '123'],
  ['key', 'a key in the middle'],
  ['^sk_(live|test)_', 'sk_live_1'],
])('the pattern %s lets the value %s through', (pattern, value) => {
  expect(refusal(pattern, value)).toBeUndefined()
})

test('a value that does not match is refused, and not repeated', () => {
  const error = refusal('^\\d+$', 'hunter2')
  expect(error).toMatchObject({ code: 'ParameterPatternMismatchException' })
  expect(String(error)).not.toContain('hunter2')
})

test.each([
  ['is not a regular expression', '(', 'a'],
  ['is of Java alone', '(?i)^a$', 'a'],
  ['would never end', '(a+)+$', `${'a'.repeat(4000)}b`],
])('a pattern that %s is refused', (_, pattern, value) => {
  expect(refusal(pattern, value)).toMatchObject({ code: 'InvalidAllowedPatternException' })
})
