import { expect, test } from 'vitest'
import { FunctionLogs } from './function-logs.ts'
import { LogTail } from './log-tail.ts'

test('keeps the newest 4 million characters of a function, and the others apart', () => {
  const logs = new FunctionLogs(() => 7)
  for (let line = 0; line < 50; line++) logs.write('a', 'stream', `${line} ${'x'.repeat(100_000)}`)
  logs.write('b', 'stream', 'hello')
  const kept = logs.of('a')
  expect(kept.reduce((sum, { message }) => sum + message.length, 0)).toBeLessThanOrEqual(4 * 1024 * 1024)
  expect(kept.at(-1)?.message).toMatch(/^49 /)
  expect(kept.length).toBeGreaterThan(10)
  expect(logs.of('b')).toEqual([{ timestampMs: 7, logStreamName: 'stream', message: 'hello' }])
})

test('gives the last 4 KB of an invocation', () => {
  const tail = new LogTail()
  for (let line = 0; line < 5_000; line++) tail.add(`line ${line}`)
  const text = Buffer.from(tail.toBase64(), 'base64').toString()
  expect(text).toHaveLength(4096)
  expect(text.endsWith('line 4998\nline 4999\n')).toBe(true)
})
