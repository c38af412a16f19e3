import { PassThrough } from 'node:stream'
import { setImmediate as loopTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { OutputLines } from './output-lines.ts'

test('gives whole lines, whatever pieces they come in, and the unfinished one in the end', async () => {
  const stream = new PassThrough()
  const lines: string[] = []
  const output = new OutputLines(stream, (line) => lines.push(line))
  const bytes = Buffer.from('first\nsécond\n\nlast')
  for (const at of [0, 3, 8, 12]) stream.write(bytes.subarray(at, { 0: 3, 3: 8, 8: 12, 12: bytes.length }[at])) // 8 is inside the é
  await loopTurn()
  expect(lines).toEqual(['first', 'sécond', ''])
  output.flush()
  output.flush()
  expect(lines).toEqual(['first', 'sécond', '', 'last'])
})
