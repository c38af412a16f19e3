import { expect, test } from 'vitest'
import { productionStage } from './approve.ts'

const stages = ['prod', 'production']

test('knows a production stage that was asked for, and one that stands in a name', () => {
  expect(productionStage({ stage: 'prod', names: ['x'] }, stages)).toBe('prod')
  expect(productionStage({ stage: undefined, names: ['/production/key'] }, stages)).toBe('production')
  expect(productionStage({ stage: 'dev', names: ['dev/stripe', 'products/prod-like'] }, stages)).toBeUndefined()
})
