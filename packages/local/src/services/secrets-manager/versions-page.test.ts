import { expect, test } from 'vitest'
import type { SecretRecord, VersionRecord } from './secret-record.ts'
import { versionsPage } from './versions-page.ts'

const version = (number: number): VersionRecord => ({ id: `v${number}`, stages: [], createdAt: number, form: 'string' })
const secret = (...numbers: number[]): SecretRecord => ({
  name: 's',
  arn: 'arn:s',
  tags: [],
  createdAt: 0,
  lastChangedAt: 0,
  versions: numbers.map(version),
})
const page = (of: SecretRecord, limit: number, token?: string) => {
  const { page: versions, nextToken } = versionsPage(of, { limit, token, hasDeprecated: true })
  return { ids: versions.map(({ id }) => id), nextToken }
}

test('a page goes on where the one before ended, though that version was dropped since', () => {
  const { ids, nextToken } = page(secret(1, 2, 3, 4), 2)
  expect(ids).toEqual(['v4', 'v3'])
  expect(page(secret(1, 2, 4, 5), 2, nextToken)).toEqual({ ids: ['v2', 'v1'], nextToken: undefined })
  expect(page(secret(4, 5), 2, nextToken)).toEqual({ ids: [], nextToken: undefined })
})

test('the last page has no token, also when it is full', () => {
  expect(page(secret(1, 2), 2)).toEqual({ ids: ['v2', 'v1'], nextToken: undefined })
})
