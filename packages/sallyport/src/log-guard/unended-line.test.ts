import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Secret } from '../secret-value/secret.ts'
import { knownValues } from './known-values.ts'
import { unendedLine } from './unended-line.ts'

const key = 'sk_live_4eC39HqLyjWDarj+tT1zdp7dc' // made up for these tests

function lineOf(...stored: string[]) {
  const entries = new Map(
    stored.map((each) => [each, { reading: { stored: new Secret(each), version: 'v', sentAt: 0, fromLoopback: false } }]),
  )
  return unendedLine(knownValues(() => ({ entries })))
}

test('wherever a value is split, less than half of it is shown, and nothing of its neighbours is lost', () => {
  for (let at = 1; at < key.length; at += 1) {
    const write = lineOf(key)
    const shown = write(`before ${key.slice(0, at)}`) + write(`${key.slice(at)} after\n`)
    const shownOfKey = shown
      .replace(/^before /, '')
      .replace(/ after\n$/, '')
      .replaceAll('[redacted]', '')
    expect({ at, shown: shownOfKey.length < key.length / 2 && key.startsWith(shownOfKey) }).toEqual({ at, shown: true })
    expect(shown).toMatch(/^before .* after\n$/)
  }
})

test('what holds no value is written as it came, in any pieces', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', 's', 'k', '_', '\n'), maxLength: 9 })), (pieces) => {
      const write = lineOf(key)
      expect(pieces.map(write)).toEqual(pieces)
    }),
  )
})

test('a line that ends with what all keys of a vendor begin with is left alone', () => {
  const write = lineOf(key)
  expect(write('a key begins with sk_live_')).toBe('a key begins with sk_live_')
  expect(write(' indeed\n')).toBe(' indeed\n')
})

test('no more of an unended line is remembered than the longest form of a value needs', () => {
  const write = lineOf(key)
  write('x'.repeat(1_000_000))
  expect(write(`${key}\n`)).toBe('[redacted]\n')
})

test('a value that is read in the middle of a line is known to the next piece of it', () => {
  const entries = new Map()
  const write = unendedLine(knownValues(() => ({ entries })))
  expect(write('reading … ')).toBe('reading … ')
  entries.set('a', { reading: { stored: new Secret(key), version: 'v', sentAt: 0, fromLoopback: false } })
  expect(write(`got ${key}`)).toBe('got [redacted]')
})
