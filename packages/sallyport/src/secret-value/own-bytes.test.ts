import { expect, test } from 'vitest'
import { asBuffer, ownBytes } from './own-bytes.ts'

test.for([
  ['sk_live_4711 ümläut', 'utf8'],
  ['AP/+', 'base64'],
  ['c2tfbGl2ZQ==', 'base64'],
  ['', 'base64'],
] as const)('gives the bytes of %j (%s)', ([text, encoding]) => {
  expect(ownBytes(text, encoding).equals(Buffer.from(text, encoding))).toBe(true)
})

test('keeps them out of the memory that small Buffers share', () => {
  const value = 'sk_live_4711_in_no_pool'
  const pool = Buffer.from(Buffer.from('any small one').buffer)
  const bytes = ownBytes(value)
  expect(bytes.buffer.byteLength).toBe(value.length)
  expect(asBuffer(bytes).buffer).toBe(bytes.buffer)
  expect(pool.includes(value)).toBe(false)
})
