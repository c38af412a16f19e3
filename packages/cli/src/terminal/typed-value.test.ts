import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { typedValue } from './typed-value.ts'

const pem = `-----BEGIN PRIVATE KEY-----\n${'QUJDREVGR0hJSktM\n'.repeat(80)}-----END PRIVATE KEY-----`

function typing(...chunks: (string | Uint8Array)[]) {
  const typed = typedValue()
  const ends = chunks.map((chunk) => typed.take(Buffer.from(chunk)))
  return { typed, end: ends.at(-1), text: Buffer.from(typed.value()).toString('utf8') }
}

test('leaves the Enter that ends a value out', () => {
  const { typed, text } = typing('sk_test_1', '\r')
  expect(typed.endsWithEnter).toBe(true)
  expect(text).toBe('sk_test_1')
})

test('keeps every line of a paste, whatever the terminal sends for a newline', () => {
  for (const newline of ['\r', '\n', '\r\n']) expect(typing(pem.replaceAll('\n', newline), '\r').text).toBe(pem)
})

test('keeps a marked paste whole, its last newline too, and does not end with it', () => {
  const { typed, text } = typing(`\x1b[200~${pem}\n\x1b[201~`)
  expect(typed.endsWithEnter).toBe(false)
  expect(text).toBe(`${pem}\n`)
  expect(typing(`\x1b[200~${pem}\r\x1b[201~`, '\n').text).toBe(`${pem}\n`)
})

test('takes the same value however the terminal cuts it', () => {
  const stream = Buffer.from(`\x1b[200~${pem}äöü日本\x1b[201~!\r`)
  const whole = typing(stream).text
  fc.assert(
    fc.property(fc.array(fc.nat(stream.length), { maxLength: 20 }), (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), stream.length]
      expect(typing(...places.slice(1).map((end, index) => stream.subarray(places[index], end))).text).toBe(whole)
    }),
  )
  expect(whole).toBe(`${pem}äöü日本!`)
})

describe('keys', () => {
  test('backspace takes back one character of any length', () => {
    expect(typing('aä日\x7f\x7fb\x08c').text).toBe('ac')
    expect(typing('\x7f\x7fa').text).toBe('a')
  })
  test('Ctrl-U takes back all', () => expect(typing('wrong\x15right').text).toBe('right'))
  test('Ctrl-C cancels', () => expect(typing('half\x03').end).toBe('cancelled'))
  test('Ctrl-D ends', () => expect(typing('whole\x04')).toMatchObject({ end: 'ended', text: 'whole' }))
  test.each(['\x1b[D', '\x1b[3~', '\x1bOP', '\x1ba', '\x17', '\x1a', '\x01'])(
    'a key that would edit elsewhere or mean a command is unclear: %j',
    (key) => expect(typing(`a${key}`).end).toBe('unclear'),
  )
  test('inside a marked paste they are bytes like others', () =>
    expect(typing('\x1b[200~a\x03\x7f\x1b[D\x1b[20\x1b\r\x1b\x1b[201~', '!').text).toBe('a\x03\x7f\x1b[D\x1b[20\x1b\n\x1b!'))
})

test('knows that the lines of a PEM text are still coming', () => {
  expect(typing(pem.slice(0, 500)).typed.isInsidePem).toBe(true)
  expect(typing(pem).typed.isInsidePem).toBe(false)
  expect(typing('sk_test_1').typed.isInsidePem).toBe(false)
})
