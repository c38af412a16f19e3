import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openEnvelope, sealEnvelope } from './envelope.ts'

const key = randomBytes(32)
const boundTo = 'secret a, version 1'

test('any bytes come back as they were sealed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      expect([...openEnvelope(key, boundTo, sealEnvelope(key, boundTo, bytes))]).toEqual([...bytes])
    }),
  )
})

test('one changed byte anywhere, another key or another record: nothing is opened', () => {
  const sealed = sealEnvelope(key, boundTo, Buffer.from('value'))
  for (let index = 0; index < sealed.length; index++) {
    const changed = Buffer.from(sealed)
    changed[index] = (changed[index] ?? 0) ^ 1
    expect(() => openEnvelope(key, boundTo, changed)).toThrow()
  }
  expect(() => openEnvelope(randomBytes(32), boundTo, sealed)).toThrow()
  expect(() => openEnvelope(key, 'secret b, version 1', sealed)).toThrow()
  expect(() => openEnvelope(key, boundTo, sealed.subarray(0, 30))).toThrow()
})

test('the same value sealed twice is never the same bytes', () => {
  const sealed = new Set(Array.from({ length: 100 }, () => sealEnvelope(key, boundTo, Buffer.from('value')).toString('hex')))
  expect(sealed.size).toBe(100)
})
