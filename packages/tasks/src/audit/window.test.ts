import { expect, test } from 'vitest'
import { windowOf } from './window.ts'

const now = new Date('2026-11-24T06:00:00Z')
const iso = (given: Parameters<typeof windowOf>[0]) => {
  const { from, to } = windowOf(given, now)
  return [from.toISOString(), to.toISOString()]
}

test('looks at the last day when nothing is said', () => {
  expect(iso({})).toEqual(['2026-11-23T06:00:00.000Z', '2026-11-24T06:00:00.000Z'])
})

test('looks back in minutes, hours and days, and between dates', () => {
  expect(iso({ since: '30m' })[0]).toBe('2026-11-24T05:30:00.000Z')
  expect(iso({ since: '90d' })[0]).toBe('2026-08-26T06:00:00.000Z')
  expect(iso({ from: '2026-11-01', to: '2026-11-02' })).toEqual(['2026-11-01T00:00:00.000Z', '2026-11-02T00:00:00.000Z'])
})

test.each([
  [{ since: 'yesterday' }],
  [{ since: '5w' }],
  [{ from: 'x' }],
  [{ since: '1h', from: '2026-11-01' }],
  [{ from: '2026-11-02', to: '2026-11-01' }],
])('refuses %j in words that name the input', (given) => {
  expect(() => windowOf(given, now)).toThrow(/`(since|from|to)`/)
})

test.each([
  [{ since: '91d' }, 'since'],
  [{ since: '200d' }, 'since'],
  [{ since: '89d', to: '2026-11-20' }, 'since'],
  [{ from: '2026-08-26T05:59:59Z' }, 'from'],
  [{ to: '2020-01-02' }, 'to'],
])('refuses %j, since CloudTrail keeps 90 days, and says where it may begin', (given, input) => {
  expect(() => windowOf(given, now)).toThrow(`\`${input}\` begins before: begin at 2026-08-26T06:00:00.000Z or later`)
})
