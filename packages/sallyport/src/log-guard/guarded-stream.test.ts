import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { guardStream, type HasStreams } from './guarded-stream.ts'

const mask = (text: string) =>
  text.replaceAll('secret-välue', '[redacted]').replaceAll(Buffer.from('secret-välue').toString('latin1'), '[redacted]')

function processOf() {
  const written: Buffer[] = []
  const stream = new Writable({
    write(chunk, _, done) {
      written.push(chunk)
      done()
    },
  })
  let made = 0
  const process = Object.defineProperty({}, 'stdout', {
    configurable: true,
    enumerable: true,
    get: () => {
      made += 1
      return stream
    },
  }) as HasStreams
  return { process, stream, written: () => Buffer.concat(written), made: () => made }
}

test('a stream is not made before it is asked for, and guarded from then on', () => {
  const { process, made, written } = processOf()
  guardStream(process, 'stdout', mask)
  expect(made()).toBe(0)
  process.stdout.write('a secret-välue')
  expect(written().toString()).toBe('a [redacted]')
})

test('texts, bytes, texts in other encodings, and what a stream ends with are masked; what is no UTF-8 stays what it is', async () => {
  const { process, written } = processOf()
  guardStream(process, 'stdout', mask)
  process.stdout.write('secret-välue', 'UTF-8' as 'utf8')
  process.stdout.write(Buffer.from('secret-välue ü'))
  process.stdout.write(new Uint8Array(Buffer.from('secret-välue')))
  process.stdout.write(Buffer.from('secret-välue').toString('base64'), 'base64')
  process.stdout.write(Buffer.from([255, 254, 0xc3]))
  process.stdout.write('ü', 'latin1')
  await new Promise<void>((done) => process.stdout.end('secret-välue', done))
  const expected = [
    Buffer.from('[redacted][redacted] ü[redacted][redacted]'),
    Buffer.from([255, 254, 0xc3, 0xfc]),
    Buffer.from('[redacted]'),
  ]
  expect(written().equals(Buffer.concat(expected))).toBe(true)
})

test('callbacks are called, and what a write gives is what the stream gives', async () => {
  const { process } = processOf()
  guardStream(process, 'stdout', mask)
  for (const encoding of [[], ['utf8']]) {
    await new Promise<void>((done) => {
      expect(Reflect.apply(process.stdout.write, process.stdout, ['a', ...encoding, () => done()])).toBe(true)
    })
  }
  await new Promise<void>((done) => process.stdout.end(done))
})

test('what is no text and no bytes is refused by the stream as ever', () => {
  const { process } = processOf()
  guardStream(process, 'stdout', mask)
  expect(() => process.stdout.write(5 as never)).toThrow(/must be of type string/)
  expect(() => process.stdout.write('a', 'no-encoding' as never)).toThrow(/Unknown encoding/)
})

test('once ended the stream and the process have their own again, also where none was asked for', () => {
  const { process, stream, made } = processOf()
  const before = Object.getOwnPropertyDescriptor(process, 'stdout')
  guardStream(process, 'stdout', mask)()
  expect([Object.getOwnPropertyDescriptor(process, 'stdout'), made()]).toEqual([before, 0])

  const end = guardStream(process, 'stdout', mask)
  expect(process.stdout.write).not.toBe(Writable.prototype.write)
  end()
  expect([Object.hasOwn(stream, 'write'), Object.hasOwn(stream, 'end'), process.stdout.write]).toEqual([
    false,
    false,
    Writable.prototype.write,
  ])
})

test('what another has put over the guard stays, and no longer masks', () => {
  const { process, stream, written } = processOf()
  const end = guardStream(process, 'stdout', mask)
  const guarded = process.stdout.write
  const others = (text: string) => Reflect.apply(guarded, stream, [text])
  stream.write = others as never
  end()
  expect(process.stdout.write).toBe(others)
  process.stdout.write('secret-välue')
  expect(written().toString()).toBe('secret-välue')
})
