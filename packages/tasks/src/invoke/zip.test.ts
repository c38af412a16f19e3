import { expect, test } from 'vitest'
import { codeSha256, zipOf } from './zip.ts'

const index = { path: 'index.mjs', bytes: Buffer.from('export const handler = async () => 1\n') }
const extra = { path: 'data/a.json', bytes: Buffer.from('{}') }

test('gives the same hash for the same files in any order', async () => {
  expect(codeSha256(await zipOf([index, extra]))).toBe(codeSha256(await zipOf([extra, index])))
})

test('gives another hash when a byte or a path is another', async () => {
  const hash = codeSha256(await zipOf([index]))
  expect(codeSha256(await zipOf([{ ...index, bytes: Buffer.from('export const handler = async () => 2\n') }]))).not.toBe(hash)
  expect(codeSha256(await zipOf([{ ...index, path: 'index.js' }]))).not.toBe(hash)
})
