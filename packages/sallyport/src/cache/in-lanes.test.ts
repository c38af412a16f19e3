import { expect, test } from 'vitest'
import { inLanes } from './in-lanes.ts'

/** Reads that take `ms` each, and how many ran side by side at most. */
function counted(ms: number) {
  let running = 0
  const most = { sideBySide: 0 }
  const read = async (place: number) => {
    running += 1
    most.sideBySide = Math.max(most.sideBySide, running)
    await new Promise((resolve) => setTimeout(resolve, ms))
    running -= 1
    return place
  }
  return { most, read }
}

test.for([
  [4, 1],
  [5, 2],
  [100, 2],
])('reads %i places in lanes: %i side by side', async ([count = 0, lanes]) => {
  const { most, read } = counted(1)
  const places = Array.from({ length: count }, (_, i) => i)
  expect(await Promise.all(inLanes(places, read))).toEqual(places)
  expect(most.sideBySide).toBe(lanes)
})

test('keeps to its lanes when all of them together take longer than a slow one may hold up the next', async () => {
  const { most, read } = counted(30)
  const places = Array.from({ length: 40 }, (_, i) => i)
  expect(await Promise.all(inLanes(places, read))).toEqual(places)
  expect(most.sideBySide).toBe(2)
})

test('goes on past one that is refused', async () => {
  const read = async (place: number) => {
    if (place === 1) throw new Error('refused')
    return place
  }
  expect((await Promise.allSettled(inLanes([0, 1, 2], read))).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
