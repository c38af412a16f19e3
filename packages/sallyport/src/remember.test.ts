import { expect, test } from 'vitest'
import { remember } from './remember.ts'

test('what is held no more is known for a while, and what is held again has not retired', () => {
  const known = new Map<string, number | undefined>()
  remember(known, new Set(['a', 'b']), { fewest: 10, ms: 100, at: 0 })
  expect(remember(known, new Set(['b']), { fewest: 10, ms: 100, at: 50 })).toEqual([])
  expect(remember(known, new Set(['b']), { fewest: 10, ms: 100, at: 150 })).toEqual([])
  expect([...known]).toEqual([
    ['a', 50],
    ['b', undefined],
  ])
  remember(known, new Set(['a']), { fewest: 10, ms: 100, at: 151 })
  expect(remember(known, new Set(['a']), { fewest: 10, ms: 100, at: 252 })).toEqual(['b'])
  expect([...known]).toEqual([['a', undefined]])
})

test('at twice the fewest the older half of what retired goes, and none before', () => {
  const known = new Map<number, number | undefined>()
  const forgotten = [0, 1, 2, 3, 4, 5, 6].map((each) => remember(known, new Set([each]), { fewest: 3, at: each }))
  expect(forgotten).toEqual([[], [], [], [], [], [], [0, 1, 2]])
  expect([...known.keys()]).toEqual([3, 4, 5, 6])
})
