import { expect, test } from 'vitest'
import { type FaultRule, Faults } from './faults.ts'

const rule = (changes: Partial<FaultRule>): FaultRule => ({
  operation: '*',
  kind: 'throttle',
  rate: 1,
  delayMs: 0,
  times: Number.POSITIVE_INFINITY,
  perSecond: undefined,
  burst: undefined,
  ...changes,
})

const struckOf = (faults: Faults, calls: number, name = 'GetSecretValue') =>
  Array.from({ length: calls }, () => faults.next(name)).filter((each) => each !== undefined).length

test('a fault strikes the share of calls it says', () => {
  let call = 0
  const faults = new Faults({ random: () => (call++ % 10) / 10 })
  faults.replace([rule({ rate: 0.3 })])
  expect(Array.from({ length: 100 }, () => faults.next('ListSecrets')).filter((each) => each !== undefined)).toHaveLength(30)
})

test('a fault strikes its own operation, as often as it says, and the next rule takes over', () => {
  const faults = new Faults()
  faults.replace([rule({ operation: 'GetSecretValue', times: 1 }), rule({ kind: 'drop' })])
  expect(['GetSecretValue', 'GetSecretValue', 'ListSecrets'].map((name) => faults.next(name)?.kind)).toEqual(['throttle', 'drop', 'drop'])
})

test('a rate a second strikes only the calls beyond it, and lets through as many again with the time that passes', () => {
  let nowMs = 5_000
  const faults = new Faults({ nowMs: () => nowMs })
  faults.replace([rule({ perSecond: 100 })])
  expect(struckOf(faults, 150)).toBe(50)
  nowMs += 250
  expect(struckOf(faults, 150)).toBe(125)
  nowMs += 3_600_000 // a quiet hour is not saved up
  expect(struckOf(faults, 150)).toBe(50)
})

test('a rate a second of less than one lets one call through at a time', () => {
  let nowMs = 0
  const faults = new Faults({ nowMs: () => nowMs })
  faults.replace([rule({ perSecond: 0.5 })])
  expect(struckOf(faults, 3)).toBe(2)
  nowMs += 1_000
  expect(struckOf(faults, 1)).toBe(1)
  nowMs += 1_000
  expect(struckOf(faults, 1)).toBe(0)
})

test('a rate a second has a burst of its own, where it is said', () => {
  let nowMs = 0
  const faults = new Faults({ nowMs: () => nowMs })
  faults.replace([rule({ perSecond: 10, burst: 100 })])
  expect(struckOf(faults, 150)).toBe(50)
  nowMs += 1_000
  expect(struckOf(faults, 150)).toBe(140)
})

test('a rate a second counts each operation by itself, and no call that another rule strikes', () => {
  const faults = new Faults({ nowMs: () => 0 })
  faults.replace([rule({ kind: 'drop', times: 5 }), rule({ perSecond: 10 })])
  expect(struckOf(faults, 20)).toBe(5 + 5)
  expect(struckOf(faults, 20, 'GetParameters')).toBe(10)
})

test('of calls beyond a rate a second, too, it strikes the share that it says, as often as it says', () => {
  let call = 0
  const faults = new Faults({ nowMs: () => 0, random: () => (call++ % 10) / 10 })
  faults.replace([rule({ perSecond: 10, rate: 0.5, times: 20 })])
  expect(struckOf(faults, 10 + 10)).toBe(5)
  expect(struckOf(faults, 100)).toBe(15)
})

test('a fault of kept sockets leaves calls on a new one alone', () => {
  const faults = new Faults()
  faults.replace([rule({ kind: 'dropKept', times: 1 })])
  expect(faults.next('ListSecrets', { isOnKeptSocket: false })).toBeUndefined()
  expect(faults.next('ListSecrets', { isOnKeptSocket: true })?.kind).toBe('dropKept')
  expect(faults.next('ListSecrets', { isOnKeptSocket: true })).toBeUndefined()
})

test('without rules, and with a rate of 0, nothing is struck', () => {
  const faults = new Faults()
  expect(faults.next('ListSecrets')).toBeUndefined()
  faults.replace([rule({ rate: 0 })])
  expect(faults.next('ListSecrets')).toBeUndefined()
})
