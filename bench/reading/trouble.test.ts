import { expect, test } from 'vitest'
import { lacks } from '../../test/platform.ts'
import { printedTables } from './printed-tables.ts'

test.skipIf(lacks('freezing'))(
  'what a function gets in trouble is told in words, beside the requests that AWS saw',
  async () => {
    const tables = await printedTables('trouble', '--rounds', '1', '--patience', '2')
    expect(tables.length).toBe(8)
    expect(tables.flatMap(({ empty }) => empty)).toEqual([])
    for (const { labels } of tables) expect(labels).toEqual(['by hand', 'sallyport', 'AWS SDK v3', 'Powertools', 'middy', 'aws4fetch'])

    const outcome = (title: string, label: string) => tables.find((table) => table.title.startsWith(title))?.cellsOf(label)[0]
    expect(outcome('The value was rotated', 'by hand')).toBe('new value')
    expect(outcome('AWS answers 500', 'by hand')).toBe('throws InternalServiceError')
    expect(outcome('AWS throttles', 'aws4fetch')).toBe('throws ThrottlingException')
    expect(outcome('AWS takes the request', 'by hand')).toBe('hangs > 2 s')
    expect(outcome('The role may not', 'AWS SDK v3')).toBe('throws AccessDeniedException')
    expect(outcome('The kept connection breaks', 'by hand')).toBe('throws ECONNRESET')
    for (const trouble of ['AWS answers 500', 'AWS throttles', 'AWS takes the request']) {
      expect(outcome(trouble, 'sallyport')).toBe('old value')
    }
    const requestsOfTen = (label: string) => tables.at(-1)?.cellsOf(label).at(-1)
    expect([requestsOfTen('by hand'), requestsOfTen('sallyport')]).toEqual(['10', '1'])
  },
  300_000,
)
