import { awsError } from '../../aws-error.ts'
import { pageToken, positionIn } from '../page-token.ts'
import type { SecretRecord } from './secret-record.ts'

export interface PageRequest {
  readonly limit: number
  readonly token: string | undefined
  readonly order: 'asc' | 'desc'
  readonly by: 'created-date' | 'last-accessed-date' | 'last-changed-date' | 'name'
}

/** Where a page ended: the sort key and the name of its last secret, so that what is stored or deleted meanwhile moves nothing. */
type Position = readonly [by: string, order: string, key: string | number, name: string]

/** @throws AwsError `InvalidNextTokenException` when the token is not one of an earlier page of the same list */
export function pageOf(secrets: readonly SecretRecord[], { limit, token, order, by }: PageRequest) {
  const direction = order === 'asc' ? 1 : -1
  const sorted = secrets.toSorted((a, b) => direction * compare([keyOf(a, by), a.name], [keyOf(b, by), b.name]))
  const after = token === undefined ? undefined : positionOf(token, by, order)
  const rest =
    after === undefined ? sorted : sorted.filter((each) => direction * compare([keyOf(each, by), each.name], [after[2], after[3]]) > 0)
  const page = rest.slice(0, limit)
  const last = page.at(-1)
  const isWhole = last === undefined || rest.length <= limit
  return { page, nextToken: isWhole ? undefined : pageToken([by, order, keyOf(last, by), last.name]) }
}

function keyOf({ name, createdAt, lastChangedAt, lastAccessedDay = 0 }: SecretRecord, by: PageRequest['by']): string | number {
  switch (by) {
    case 'name':
      return name
    case 'created-date':
      return createdAt
    case 'last-changed-date':
      return lastChangedAt
    case 'last-accessed-date':
      return lastAccessedDay
  }
}

function compare([a, aName]: readonly [string | number, string], [b, bName]: readonly [string | number, string]): number {
  if (a === b) return aName < bName ? -1 : aName > bName ? 1 : 0
  return a < b ? -1 : 1
}

function positionOf(token: string, by: string, order: string): Position {
  const [sortedBy, sortedIn, key, name, ...more] = positionIn(token) ?? []
  const isKey = (typeof key === 'string' && by === 'name') || (typeof key === 'number' && by !== 'name')
  if (sortedBy !== by || sortedIn !== order || !isKey || typeof name !== 'string' || more.length > 0) {
    throw awsError('InvalidNextTokenException', 'The NextToken is not one of an earlier answer to the same request.')
  }
  return [by, order, key, name]
}
