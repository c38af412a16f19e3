import { expect, test } from 'vitest'
import { ValueCache } from './value-cache.ts'

const bytes = (length: number) => new Uint8Array(length)

test('never more bytes are kept than the limit, and the longest unused go first', () => {
  const cache = new ValueCache(10)
  cache.set('a', bytes(4))
  cache.set('b', bytes(4))
  cache.get('a')
  cache.set('c', bytes(4))
  expect(['a', 'b', 'c'].filter((name) => cache.get(name) !== undefined)).toEqual(['a', 'c'])
})

test('a value larger than the limit is not kept, nor is the one it replaces', () => {
  const cache = new ValueCache(10)
  cache.set('a', bytes(4))
  cache.set('a', bytes(11))
  expect(cache.get('a')).toBeUndefined()
})

test('a dropped value is gone and its bytes are free', () => {
  const cache = new ValueCache(10)
  cache.set('a', bytes(10))
  cache.drop('a')
  cache.drop('a')
  cache.set('b', bytes(5))
  cache.set('c', bytes(5))
  expect([cache.get('a'), cache.get('b')?.length, cache.get('c')?.length]).toEqual([undefined, 5, 5])
})
