import fc from 'fast-check'
import { expect, test } from 'vitest'
import { masked } from './masked.ts'

test('no value is left in a text, in whatever form it stands there', () => {
  const value = fc.string({ minLength: 4, unit: 'binary' }).filter((text) => text.trim() !== '' && !'[value]'.includes(text))
  fc.assert(
    fc.property(value, fc.string(), fc.string(), (secret, before, after) => {
      const json = JSON.stringify(secret).slice(1, -1)
      const text = [before, secret, after, json, after, Buffer.from(secret).toString('base64'), before].join('\n')
      const shown = masked(text, [secret])
      // what stands around may by chance be the same as a part of the mask and its neighbours
      expect(shown.split('[value]').some((part) => part.includes(secret) || part.includes(json))).toBe(false)
    }),
  )
})

test('a short value is hidden where it is a whole quoted text, and words around stay readable', () => {
  expect(masked(`const key = 'abc' // "abc", abcdef`, ['abc'])).toBe('const key = [value] // [value], abcdef')
})

test('a credential that stands near by is hidden as well', () => {
  const other = ['sk', 'live', 'Zk3vQ9mXr27LbTfWc81HdNsE'].join('_')
  expect(masked(`old: ${other}`, [])).toBe('old: [value]')
})

test('every line of a value of several lines is hidden', () => {
  expect(masked('  first-line\n  second-line\n', ['first-line\nsecond-line'])).toBe('  [value]\n  [value]\n')
})
