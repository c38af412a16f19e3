import { expect, test } from 'vitest'
import { type FaultRule, Faults } from './faults.ts'

const rule = (changes: Partial<FaultRule>): FaultRule => ({
  operation: '*',
  kind: 'throttle',
  rate: 1,
  delayMs: 0,
  times: Number.POSITIVE_INFINITY,
  ...changes,
})

test('a fault strikes the share of calls it says', () => {
  let call = 0
  const faults = new Faults(() => (call++ % 10) / 10)
  faults.replace([rule({ rate: 0.3 })])
  expect(Array.from({ length: 100 }, () => faults.next('ListSecrets')).filter((each) => each !== undefined)).toHaveLength(30)
})

test('a fault strikes its own operation, as often as it says, and the next rule takes over', () => {
  const faults = new Faults()
  faults.replace([rule({ operation: 'GetSecretValue', times: 1 }), rule({ kind: 'drop' })])
  expect(['GetSecretValue', 'GetSecretValue', 'ListSecrets'].map((name) => faults.next(name)?.kind)).toEqual(['throttle', 'drop', 'drop'])
})

test('without rules, and with a rate of 0, nothing is struck', () => {
  const faults = new Faults()
  expect(faults.next('ListSecrets')).toBeUndefined()
  faults.replace([rule({ rate: 0 })])
  expect(faults.next('ListSecrets')).toBeUndefined()
})
