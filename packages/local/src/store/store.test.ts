import { expect, onTestFinished, test } from 'vitest'
import { openInMemory } from './data-folder.ts'

function opened() {
  const { store, close } = openInMemory()
  onTestFinished(close)
  return { store, table: store.table<{ n: number }>('t', { keepInMemory: 2 }) }
}

test('what a failed change wrote is gone, also from memory', () => {
  const { store, table } = opened()
  store.change(() => table.put(['a'], { n: 1 }))
  expect(table.get(['a'])).toEqual({ n: 1 })
  const failing = () =>
    store.change(() => {
      table.put(['a'], { n: 2 })
      expect(table.get(['a'])).toEqual({ n: 2 })
      table.put(['b'], { n: 2 })
      throw new Error('half way')
    })
  expect(failing).toThrow('half way')
  expect([table.get(['a']), table.get(['b'])]).toEqual([{ n: 1 }, undefined])
})

test('records come by their keys, forwards and backwards, and never those of a key that only begins alike', () => {
  const { store, table } = opened()
  store.change(() => {
    for (const [index, key] of [
      ['a', 'x'],
      ['a', 'y'],
      ['aa', 'x'],
      ['b', 'x'],
    ].entries())
      table.put(key, { n: index })
  })
  expect([...table.under(['a'])].map(({ value }) => value.n)).toEqual([0, 1])
  expect([...table.under(['a'], { reverse: true })].map(({ value }) => value.n)).toEqual([1, 0])
})

test('a write of a batch is there once the batch was asked for', () => {
  const { store, table } = opened()
  store.soon(() => table.put(['a'], { n: 1 }))
  expect(table.get(['a'])).toBeUndefined()
  store.writeBatch()
  expect(table.get(['a'])).toEqual({ n: 1 })
})

test('a batch that fails loses nothing of what was changed otherwise', () => {
  const { store, table } = opened()
  store.change(() => table.put(['a'], { n: 1 }))
  store.soon(() => {
    table.put(['a'], { n: 2 })
    throw new Error('in the batch')
  })
  expect(() => store.writeBatch()).toThrow('in the batch')
  expect(table.get(['a'])).toEqual({ n: 1 })
})

test('a reset leaves the tables that survive it, and empties the others', () => {
  const { store, table } = opened()
  const kept = store.table<number>('kept', { survivesReset: true })
  store.change(() => {
    table.put(['a'], { n: 1 })
    kept.put(['a'], 1)
  })
  expect(table.get(['a'])).toBeDefined()
  store.reset()
  expect([table.get(['a']), kept.get(['a'])]).toEqual([undefined, 1])
})
