import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { guardStream } from './guarded-stream.ts'

const mask = (text: string) =>
  text.replaceAll('secret-välue', '[redacted]').replaceAll(Buffer.from('secret-välue').toString('latin1'), '[redacted]')

function streamOf() {
  const written: Buffer[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      written.push(chunk)
      done()
    },
  })
  return { stream, written: () => Buffer.concat(written) }
}

test('texts, bytes, texts in other encodings, and what a stream ends with are masked; what is no UTF-8 stays what it is', async () => {
  const { stream, written } = streamOf()
  guardStream(stream, mask)
  stream.write('secret-välue', 'UTF-8' as 'utf8')
  stream.write(Buffer.from('secret-välue ü'))
  stream.write(new Uint8Array(Buffer.from('secret-välue')))
  stream.write(Buffer.from('secret-välue').toString('base64'), 'base64')
  const { buffer, byteOffset, byteLength } = Buffer.from('a secret-välue')
  stream.write(new DataView(buffer, byteOffset, byteLength))
  stream.write(Buffer.from([255, 254, 0xc3]))
  stream.write('ü', 'latin1')
  await new Promise<void>((done) => stream.end('secret-välue', done))
  const expected = [
    Buffer.from('[redacted][redacted] ü[redacted][redacted]a [redacted]'),
    Buffer.from([255, 254, 0xc3, 0xfc]),
    Buffer.from('[redacted]'),
  ]
  expect(written().equals(Buffer.concat(expected))).toBe(true)
})

test('callbacks are called, and what a write gives is what the stream gives', async () => {
  const { stream } = streamOf()
  guardStream(stream, mask)
  for (const encoding of [[], ['utf8']]) {
    await new Promise<void>((done) => {
      expect(Reflect.apply(stream.write, stream, ['a', ...encoding, () => done()])).toBe(true)
    })
  }
  await new Promise<void>((done) => stream.end(done))
})

test('what is no text and no bytes is refused by the stream as ever', () => {
  const { stream } = streamOf()
  guardStream(stream, mask)
  expect(() => stream.write(5 as never)).toThrow(/must be of type string/)
  expect(() => stream.write('a', 'no-encoding' as never)).toThrow(/Unknown encoding/)
})

test('once ended the stream has its own again', () => {
  const { stream } = streamOf()
  const end = guardStream(stream, mask)
  expect(stream.write).not.toBe(Writable.prototype.write)
  end()
  expect([Object.hasOwn(stream, 'write'), Object.hasOwn(stream, 'end'), stream.write]).toEqual([false, false, Writable.prototype.write])
})

test('what another has put over the guard stays, and no longer masks', () => {
  const { stream, written } = streamOf()
  const end = guardStream(stream, mask)
  const guarded = stream.write
  const others = (text: string) => Reflect.apply(guarded, stream, [text])
  stream.write = others as never
  end()
  expect(stream.write).toBe(others)
  stream.write('secret-välue')
  expect(written().toString()).toBe('secret-välue')
})
