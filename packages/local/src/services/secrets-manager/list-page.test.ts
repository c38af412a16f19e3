import fc from 'fast-check'
import { expect, test } from 'vitest'
import { pageOf } from './list-page.ts'
import type { SecretRecord } from './secret-record.ts'

const secret = (name: string, createdAt: number): SecretRecord => ({
  name,
  arn: `arn:${name}`,
  tags: [],
  createdAt,
  lastChangedAt: createdAt,
  versions: [],
})

test('pages of any size, in any order, give every secret once', () => {
  const secrets = fc
    .uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 30 })
    .chain((names) => fc.tuple(...names.map((name) => fc.integer({ min: 0, max: 3 }).map((at) => secret(name, at)))))
  const order = fc.constantFrom('asc' as const, 'desc' as const)
  const by = fc.constantFrom('name' as const, 'created-date' as const, 'last-accessed-date' as const, 'last-changed-date' as const)
  fc.assert(
    fc.property(secrets, fc.integer({ min: 1, max: 10 }), order, by, (all, limit, order, by) => {
      const seen: string[] = []
      let token: string | undefined
      do {
        const { page, nextToken } = pageOf(all, { limit, token, order, by })
        expect(page.length).toBeLessThanOrEqual(limit)
        seen.push(...page.map(({ name }) => name))
        token = nextToken
      } while (token !== undefined)
      expect(seen.toSorted()).toEqual(all.map(({ name }) => name).toSorted())
    }),
  )
})

test('a token of another order, or made up, is refused', () => {
  const all = [secret('a', 1), secret('b', 2)]
  const { nextToken: token } = pageOf(all, { limit: 1, token: undefined, order: 'asc', by: 'name' })
  for (const request of [
    { limit: 1, token, order: 'desc' as const, by: 'name' as const },
    { limit: 1, token, order: 'asc' as const, by: 'created-date' as const },
    { limit: 1, token: 'bm9uc2Vuc2U', order: 'asc' as const, by: 'name' as const },
  ]) {
    expect(() => pageOf(all, request)).toThrow('The NextToken is not one of an earlier answer')
  }
})
