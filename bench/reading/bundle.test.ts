import { expect, test } from 'vitest'
import { printedTables } from './printed-tables.ts'

test('three bundlers tell the bytes of what is imported: of one kind, of every kind, of every door', async () => {
  const [table] = await printedTables('bundle', '--rows', 'one text|every kind|everything|aws4fetch$')
  expect(table?.head).toEqual(['what is imported', 'esbuild', 'gzipped', 'rolldown', 'gzipped', 'webpack', 'gzipped'])
  expect(table?.empty).toEqual([])
  const labels = table?.labels ?? []
  const everyKind = labels.find((label) => label.includes('every kind')) ?? ''
  for (const kind of ['apiKey', 'binary', 'json', 'login', 'text']) expect(everyKind).toContain(kind)
  expect(labels).toEqual(expect.arrayContaining(['everything of `sallyport`', 'everything of `sallyport/testing`', 'aws4fetch']))
  // A bundler that left something out would tell less of all than of a part.
  const [one, kinds, all] = ['sallyport: one text secret', everyKind, 'everything of `sallyport`'].map((label) =>
    table?.cellsOf(label).map(Number),
  )
  one?.forEach((bytes, i) => {
    expect(kinds?.[i]).toBeGreaterThan(bytes)
    expect(all?.[i]).toBeGreaterThan(kinds?.[i] ?? Number.NaN)
  })
}, 300_000)
