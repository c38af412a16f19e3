import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonBody } from './json-body.ts'

const nested = (depth: number, inner: string) => `${'[{"a":'.repeat(depth / 2)}${inner}${'}]'.repeat(depth / 2)}`

test('what is JSON is read as it was written, to a depth of 100', () => {
  expect(jsonBody(Buffer.of())).toEqual({})
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'grapheme' }), fc.nat(45), (value, half) => {
      const text = nested(2 * half, JSON.stringify(value))
      expect(jsonBody(Buffer.from(text))).toEqual(JSON.parse(text))
    }),
  )
  expect(jsonBody(Buffer.from(nested(100, '1')))).toBeDefined()
})

test('what is deeper is refused, whatever texts stand in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(() => jsonBody(Buffer.from(nested(100, `[${JSON.stringify(text)}]`)))).toThrow('nested more than 100 deep')
    }),
  )
})

test('a text is read as it was sent, or refused: never with another character in place of a half one', () => {
  const escaped = (text: string) => text.replace(/[\ud800-\udfff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16)}`)
  const units = fc.array(fc.constantFrom('a', '\\', '\ud83d', '\ude00', 'é'), { maxLength: 8 })
  fc.assert(
    fc.property(units, (sent) => {
      const text = sent.join('')
      const body = Buffer.from(escaped(JSON.stringify(text)))
      if (/\p{Surrogate}/u.test(text)) expect(() => jsonBody(body)).toThrow('half a character')
      else expect(jsonBody(body)).toBe(text)
    }),
  )
  for (const bytes of [
    [0x22, 0xff, 0x22],
    [0x22, 0xed, 0xa0, 0x80, 0x22],
  ])
    expect(() => jsonBody(Buffer.from(bytes))).toThrow('not JSON')
})
