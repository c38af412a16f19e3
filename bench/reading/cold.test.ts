import { expect, test } from 'vitest'
import { printedTables } from './printed-tables.ts'

test('every peer reads its first value, and those that call out get their first answer, over http and TLS, as CommonJS and ES module', async () => {
  const tables = await printedTables('cold', '--rounds', '1')
  const values = tables.filter(({ title }) => title.includes('first value'))
  const answers = tables.filter(({ title }) => title.includes('first answer'))
  expect(tables.length).toBe(8)
  for (const each of [values, answers]) {
    expect(each.map(({ title }) => /over (http|TLS), one (CommonJS|ES)/.exec(title)?.slice(1).join(' '))).toEqual([
      'http CommonJS',
      'TLS CommonJS',
      'http ES',
      'TLS ES',
    ])
  }
  for (const { labels } of values) {
    for (const peer of ['by hand', 'sallyport', 'AWS SDK v3', 'Powertools', 'middy', 'aws4fetch']) {
      expect(labels).toEqual(expect.arrayContaining([peer, `${peer}, parameter`]))
    }
  }
  for (const { labels } of answers) expect(labels).toEqual(['by hand', 'sallyport', 'AWS SDK v3', 'Powertools'])
  expect(tables.flatMap(({ empty }) => empty)).toEqual([])
}, 600_000)
