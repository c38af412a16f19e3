// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables and escapes so
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reading } from '../policy-document/policy-variables.ts'
import { compileGlob, matchesGlob } from './glob.ts'

const text: Reading = { variables: false, at: {} }
const escapes: Reading = { variables: true, at: {} }

function matches(pattern: string, subject: string, reading = text): boolean {
  return matchesGlob(compileGlob(pattern, reading), subject)
}

test.each<[pattern: string, subject: string, expected: boolean]>([
  ['', '', true],
  ['', 'a', false],
  ['*', '', true],
  ['*', 'anything:at/all', true],
  ['**', '', true],
  ['?', '', false],
  ['?', 'a', true],
  ['?', 'ab', false],
  ['a*', 'a', true],
  ['a*', 'ba', false],
  ['*a', 'aba', true],
  ['a*b?c', 'axxbyc', true],
  ['a*b?c', 'axxbc', false],
  ['*ab*ab', 'abab', true],
  ['*ab*ab', 'aab', false],
  ['a.c', 'abc', false], // no character but * and ? is special
  ['a+(b)[c]^$|\\', 'a+(b)[c]^$|\\', true],
  ['Stripe', 'stripe', false],
  ['stripe-??????', 'stripe-QwErTy', true],
  ['stripe-??????', 'stripe-live01-QwErTy', false],
  ['stripe-??????', 'stripe-QwErT', false],
])('%j against %j: %j', (pattern, subject, expected) => {
  expect(matches(pattern, subject)).toBe(expected)
})

test('an escaped wildcard is the character itself, where escapes are read', () => {
  expect(matches('a${*}c', 'a*c', escapes)).toBe(true)
  expect(matches('a${*}c', 'abc', escapes)).toBe(false)
  expect(matches('a${?}*', 'a?bc', escapes)).toBe(true)
  expect(matches('a${?}*', 'abbc', escapes)).toBe(false)
  expect(matches('${$}{*}', '${anything}', escapes)).toBe(true)
  expect(matches('a${*}c', 'a*c')).toBe(false)
  expect(matches('a${*}c', 'a${bb}c')).toBe(true)
})

/** What the two characters mean, as directly as it can be said. */
function oracle(pattern: string, subject: string): boolean {
  if (pattern === '') return subject === ''
  if (pattern[0] === '*') return oracle(pattern.slice(1), subject) || (subject !== '' && oracle(pattern, subject.slice(1)))
  return subject !== '' && (pattern[0] === '?' || pattern[0] === subject[0]) && oracle(pattern.slice(1), subject.slice(1))
}

test('agrees with the definition of the wildcards for all patterns and subjects', () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 10 })
  const subject = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 12 })
  fc.assert(
    fc.property(pattern, subject, (one, other) => matches(one, other) === oracle(one, other)),
    { numRuns: 5000 },
  )
})

test('agrees with it for subjects made to match', () => {
  const piece = fc.oneof(
    fc.constantFrom('a', 'b', ':', '/').map((same) => [same, same]),
    fc.string({ maxLength: 4 }).map((run) => ['*', run]),
    fc.string({ minLength: 1, maxLength: 1 }).map((one) => ['?', one]),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) =>
      matches(pieces.map(([pattern]) => pattern).join(''), pieces.map(([, subject]) => subject).join('')),
    ),
  )
})

test('a pattern made to be slow takes no more steps than both lengths multiplied', () => {
  // Two to the power of 1,000 ways for an engine that tries them all: this test ends because there is no such engine here.
  expect(matches(`${'*a'.repeat(1000)}*b`, 'a'.repeat(100_000))).toBe(false)
  expect(matches(`*${'a'.repeat(1000)}b`, 'a'.repeat(20_000))).toBe(false)
  expect(matches(`${'*a'.repeat(1000)}*b`, `${'a'.repeat(100_000)}b`)).toBe(true)
})
