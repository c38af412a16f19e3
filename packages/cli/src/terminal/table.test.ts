import { expect, test } from 'vitest'
import { tableLines } from './table.ts'

const rows = [
  { name: 'prod/stripe', changedAt: '2026-11-24' },
  { name: '日本', changedAt: undefined },
]

test('aligns columns under their names, wide letters counted as two', () => {
  expect(tableLines(rows, ['name', 'changedAt'])).toEqual(['NAME         CHANGED AT', 'prod/stripe  2026-11-24', '日本'])
})

test('gives a pipe tab-separated cells without names', () => {
  expect(tableLines(rows, ['name', 'changedAt'], { piped: true })).toEqual(['prod/stripe\t2026-11-24', '日本\t'])
})

test('keeps a name with a tab, a newline or an escape in its cell', () => {
  expect(tableLines([{ name: 'a\tb\n\x1b[31m' }], ['name'], { piped: true })).toEqual(['a\\tb\\n\\x1b[31m'])
})
