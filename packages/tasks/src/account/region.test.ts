import { expect, test } from 'vitest'
import { regionNamed } from './region.ts'

test('takes the regions of every partition, and an empty one for none', () => {
  for (const region of ['us-east-1', 'us-gov-west-1', 'cn-north-1', 'us-iso-east-1', 'eusc-de-east-1'])
    expect(regionNamed(region)).toBe(region)
  expect([regionNamed(''), regionNamed(undefined)]).toEqual([undefined, undefined])
})

test.each(['x y', '-x', 'x-', 'us_east_1', 'a.b', 'x/y', 'x@evil', ' ', 'a'.repeat(64), 'x\n'])('refuses %j in words', (region) => {
  expect(() => regionNamed(region)).toThrow(/the region is not .*`region`/)
})
