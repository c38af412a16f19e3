import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

test('finds the name that was meant', () => {
  const known = ['dev/stripe', 'dev/crm', '/dev/weather/key']
  expect(nearestName('dev/strpe', known)).toBe('dev/stripe')
  expect(nearestName('dev/stirpe', known)).toBe('dev/stripe')
  expect(nearestName('/dev/wether/key', known)).toBe('/dev/weather/key')
  expect(nearestName('dev/cmr', known)).toBe('dev/crm')
})

test('proposes nothing that is far, nor the name itself', () => {
  expect(nearestName('prod/billing', ['dev/stripe'])).toBeUndefined()
  expect(nearestName('dev/stripe', ['dev/stripe'])).toBeUndefined()
  expect(nearestName('x', ['y'])).toBeUndefined()
  expect(nearestName('x', [])).toBeUndefined()
})
