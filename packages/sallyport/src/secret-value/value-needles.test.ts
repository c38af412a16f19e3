import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { maskedText } from '../log-guard/masked-text.ts'
import { needleIndex, windowFor } from '../log-guard/needle-index.ts'
import type { Stored } from './stored-reading.ts'
import { inLogs, needlesOf } from './value-needles.ts'

// Made up for these tests.
const key = `sk_live_4eC39/+ü& "x'y~!\\n`
const bytes = Buffer.from(key)
const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC'.repeat(2)}\n${'BKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj'}\n-----END PRIVATE KEY-----\n`

function masked(text: string, ...stored: Stored[]): string {
  const needles = stored.flatMap((each) => needlesOf(each, inLogs))
  if (needles.length === 0) return text
  const index = needleIndex(windowFor(Math.min(...needles.map((needle) => needle.text.length))))
  for (const needle of needles) index.add(needle)
  const hits = index.hitsIn(text)
  return hits ? maskedText(text, hits) : text
}

const forms: readonly (readonly [string, string])[] = [
  ['raw', key],
  ['JSON', JSON.stringify(key).slice(1, -1)],
  ['JSON in JSON', JSON.stringify(JSON.stringify(key)).slice(3, -3)],
  ['JSON with \\u escapes', JSON.stringify(key).slice(1, -1).replace('ü', '\\u00fc')],
  ['JSON of PHP', JSON.stringify(key).slice(1, -1).replace('ü', '\\u00fc').replace('/', '\\/')],
  ['JSON of Go', JSON.stringify(key).slice(1, -1).replace('&', '\\u0026')],
  [
    'JSON with \\u in capitals',
    JSON.stringify(key)
      .slice(1, -1)
      .replace(/[ü&+']/g, (unit) => `\\u00${unit.charCodeAt(0).toString(16).toUpperCase()}`),
  ],
  ['util.inspect', inspect(key).slice(1, -1)],
  ['percent', encodeURIComponent(key)],
  ['percent, lower case', encodeURIComponent(key).replace(/%../g, (octet) => octet.toLowerCase())],
  ['percent by RFC 3986', encodeURIComponent(key).replace('!', '%21').replace("'", '%27')],
  ['a URL', new URL(`https://api.example.com/?key=${encodeURIComponent(key)}`).href.slice(29)],
  ['a URL, the value unescaped', new URL(`https://api.example.com/?${key}`).search.slice(1)],
  ['form', String(new URLSearchParams({ key })).slice(4)],
  ['hex', bytes.toString('hex')],
  ['hex in capitals', bytes.toString('hex').toUpperCase()],
  ['a Buffer inspected', inspect(bytes).slice(8, -1)],
  ['a Buffer as JSON', JSON.stringify(bytes).replace(/^.*\[|\].*$/g, '')],
  ['Latin-1', bytes.toString('latin1')],
]

test.for(forms)('a value is masked in this form: %s', ([, form]) => {
  expect(masked(`before ${form} after`, key) === 'before [redacted] after').toBe(true)
})

test('a value is masked in base64 of both alphabets, wherever it stands in what was encoded', () => {
  for (const before of ['', 'u:', 'us:', 'use:', 'user:', 'Bearer ']) {
    for (const after of ['', '1', '12', '123']) {
      for (const alphabet of ['base64', 'base64url'] as const) {
        const text = Buffer.from(before + key + after).toString(alphabet)
        const clean = masked(text, key)
        // A character holds 6 bits: those that hold none of the value's are left, and no other.
        const [from, to] = [Math.floor((before.length * 8) / 6), Math.ceil(((before.length + bytes.length) * 8) / 6)]
        const [head, tail] = [text.slice(0, from), text.replace(/=+$/, '').slice(to)]
        expect(clean.replace(/=+$/, '') === `${head}[redacted]${tail}`).toBe(true)
      }
    }
  }
})

test('a number of eight digits in JSON is masked, and a shorter one, which any line may hold, is not', () => {
  const stored = '{"account": 4821057391, "at": [{ "pin": 98765432 }], "long": 12345678901234567890, "less": -1234567, "port": 65432}'
  expect(masked('account 4821057391, pin 98765432, port 65432', stored)).toBe('account [redacted], pin [redacted], port 65432')
  expect(masked(`12345678901234567890 12345678901234567000 -1234567`, stored)).toBe('[redacted] [redacted] -1234567') // as written, and as JavaScript rounds it
})

test('each line of a private key is masked, and the words that frame it are not', () => {
  for (const text of [inspect({ pem }, { breakLength: 40 }), pem.replaceAll('\n', '\r\n'), pem.replaceAll('\n', '')]) {
    expect(/MIIE|BKcw|EFAASC|8cKj/.test(masked(text, pem))).toBe(false)
  }
  expect(masked('-----BEGIN PRIVATE KEY-----', pem)).toBe('-----BEGIN PRIVATE KEY-----')
})

test('of a JSON value each text is masked, and a login as HTTP Basic joins it', () => {
  const stored = JSON.stringify({ username: 'shop', password: 'correct horse', nested: [{ token: 'tok_12345678' }] })
  const basic = Buffer.from('shop:correct horse').toString('base64')
  expect(masked(`a correct horse b tok_12345678 c ${stored}`, stored)).toBe('a [redacted] b [redacted] c [redacted]')
  expect(masked(`Basic ${basic}`, stored).startsWith('Basic c2hvc')).toBe(true)
  expect(masked(`Basic ${basic}`, stored)).toContain('[redacted]')
})

test('bytes are masked, those of a parameter too, which holds their base64', () => {
  const der = Buffer.from([48, 130, 4, 190, 2, 1, 0, 48, 13, 6])
  for (const stored of [der, der.toString('base64'), `${der.toString('base64')}\n`])
    for (const form of [der.toString('hex'), der.toString('base64'), inspect(der).slice(8, -1), der.join()])
      expect(masked(`a ${form} b`, stored)).toMatch(/^a \[redacted\]=* b$/)
})

test('what is shorter than 8 characters, or has fewer than 4 different ones, is left alone', () => {
  expect(masked('a test, --------, 00000000 and 1234567', 'test', '--------', '00000000', '1234567')).toBe(
    'a test, --------, 00000000 and 1234567',
  )
  expect(masked('12345678', '12345678')).toBe('[redacted]')
})

test('what merely looks like a key, or shares a part with one, is left alone', () => {
  const text = 'sk_live_51HxAbCdEfGhIjKl sk_live_ AKIAIOSFODNN7EXAMPLE -----BEGIN PRIVATE KEY----- c2tfbGl2ZV8='
  expect(masked(text, key, pem, 'sk_live_9999999999')).toBe(text)
})

test('a value with half a character in it is masked', () => {
  expect(masked('a \ud83dbcdefghi b', '\ud83dbcdefghi')).toBe('a [redacted] b')
})
