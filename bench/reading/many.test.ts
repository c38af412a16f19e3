import { expect, test } from 'vitest'
import { printedTables } from './printed-tables.ts'

test('requests of many reads at once are those that the server counted', async () => {
  const tables = await printedTables('many', '--rounds', '1')
  expect(tables.map(({ title }) => title.split(', of')[0])).toEqual([
    '1,000 first reads of one secret at once',
    '20 secrets at once',
    '10 parameters at once',
  ])
  expect(tables.flatMap(({ empty }) => empty)).toEqual([])
  const requests = (index: number, label: string) => tables[index]?.cellsOf(label)[0]
  expect([requests(0, 'by hand'), requests(0, 'sallyport')]).toEqual(['1000', '1'])
  expect([requests(1, 'by hand'), requests(1, 'sallyport'), requests(1, 'AWS SDK v3, BatchGetSecretValue')]).toEqual(['20', '20', '1'])
  expect(requests(1, 'sallyport, `batch`')).toBe('1')
  expect([requests(2, 'by hand, parameter'), requests(2, 'sallyport, parameter')]).toEqual(['1', '1'])
}, 300_000)
