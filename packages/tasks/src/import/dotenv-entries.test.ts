import { parse } from 'dotenv'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dotenvEntries } from './dotenv-entries.ts'

test('gives each key with its line and the value that dotenv reads', () => {
  const { entries } = dotenvEntries('A=1\n\n# B=2\nexport C = "x\nD=3\ny" # end\r\nE: 5\n  F=\'\'\n')
  expect(entries).toEqual([
    { key: 'A', line: 1, value: '1', isJson: false },
    { key: 'C', line: 4, value: 'x\nD=3\ny', isJson: false },
    { key: 'E', line: 7, value: '5', isJson: false },
    { key: 'F', line: 8, value: '', isJson: false },
  ])
})

test('refuses a key that stands there twice, but for one inside a value', () => {
  expect(() => dotenvEntries('A=1\nB="\nA=2\n"\nexport A=3')).toThrow('key A stands twice in the file, in lines 1 and 5')
  expect(dotenvEntries('A=1\nB="\nA=2\n"').entries).toHaveLength(2)
})

test('notes what another reader takes otherwise, without the value', () => {
  const { notes } = dotenvEntries(`A=planted-$HOME\nB="planted\nC='it costs 5$'\nD=planted\${X}`)
  expect(notes).toEqual([
    expect.stringContaining('A (line 1) holds a "$"'),
    expect.stringContaining('B (line 2) begins with a quote that does not end'),
    expect.stringContaining('D (line 4) holds a "$"'),
  ])
  expect(notes.join()).not.toContain('planted')
})

test('notes a "#" that ends an unquoted value, since others take it for a part of it', () => {
  const { entries, notes } = dotenvEntries(`PW=planted#word\nexport A: x#y # z\nB=#planted\nC="planted" x#y`)
  expect(entries.map(({ value }) => value)).toEqual(['planted', 'x', '', '"planted" x'])
  expect(notes).toEqual([
    'PW (line 1) is cut at a "#": put the value in quotes if "#" belongs to it, or a blank before a comment',
    expect.stringContaining('A (line 2) is cut at a "#"'),
    expect.stringContaining('B (line 3) is cut at a "#"'),
    expect.stringContaining('C (line 4) is cut at a "#"'),
  ])
  expect(dotenvEntries(`A=x#y\n='z'`).notes).toHaveLength(1)
  expect(dotenvEntries(`A=x # y#z\nB='x#y'#z\nC="x\n#y" # z\nD=\`x#y\`\nE= # z#y\nF\n=x # y`).notes).toEqual([])
})

test('notes a backslash in quotes that others take away', () => {
  const { entries, notes } = dotenvEntries(String.raw`A="planted\"b"
B='planted\'b'
C="C:\temp"
D="one\ntwo"
E=a\"b
F='C:\temp'`)
  expect(entries[0]?.value).toBe(String.raw`planted\"b`)
  expect(notes).toEqual([
    'A (line 1) holds a backslash that others take for an escape: it is stored as it is written',
    expect.stringContaining('B (line 2) holds a backslash'),
    expect.stringContaining('C (line 3) holds a backslash'),
  ])
})

test('finds every key that dotenv finds, whatever the file', () => {
  const piece = fc.constantFrom(
    'A',
    'B',
    'C',
    'KEY_',
    'KEY_0',
    '=',
    ':',
    ' ',
    '"',
    "'",
    '`',
    '\n',
    '\r\n',
    '#',
    'export ',
    '$',
    '\\n',
    'x.y-z',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('')
      const expected = parse(text.replaceAll(/\r\n?/g, '\n'))
      let found: Record<string, string>
      try {
        found = Object.fromEntries(dotenvEntries(text).entries.map(({ key, value }) => [key, value]))
      } catch (error) {
        expect(String(error)).toContain('stands twice')
        return
      }
      expect(found).toEqual(expected)
    }),
    { numRuns: 2000 },
  )
})
