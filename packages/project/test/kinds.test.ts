import * as sallyport from 'sallyport'
import { expect, test } from 'vitest'
import { declaresNothing, isKind } from '../src/declaration/kinds.ts'

test('knows of every export of sallyport whether it declares a secret', () => {
  const names = Object.keys(sallyport)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => isKind(name) === declaresNothing(name))).toEqual([])
})

test('a call of what it takes for a kind gives a handle', () => {
  const kinds = Object.entries(sallyport).filter(([name]) => isKind(name))
  // the filter leaves functions of a place, which the type of all exports cannot say
  expect(kinds.map(([, kind]) => (kind as (place: string) => { '~sallyport': object })('a')['~sallyport'])).toEqual(
    kinds.map(([kind]) => expect.objectContaining({ kind, place: { service: 'secretsmanager', name: 'a' } })),
  )
})
