import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Kind } from '../forms/forms.ts'
import { TaskError } from '../task-error.ts'
import { storedForm } from './stored-form.ts'

const form = (text: string, kind: Kind = 'text', options = {}) => storedForm(Buffer.from(text), kind, options)

test('leaves out exactly one newline at the end, and says so', () => {
  expect(form('value\n')).toMatchObject({ text: 'value', droppedNewline: true })
  expect(form('value\r\n')).toMatchObject({ text: 'value', droppedNewline: true })
  expect(form('value\n\n')).toMatchObject({ text: 'value\n', droppedNewline: true })
  expect(form('value')).toMatchObject({ text: 'value', droppedNewline: false })
  expect(form('value\n', 'text', { keepNewline: true })).toMatchObject({ text: 'value\n', droppedNewline: false })
})

test('keeps every other byte of a text, a byte order mark and blanks too', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
      fc.pre(!text.includes('\0'))
      expect(form(`\ufeff ${text} .`).text).toBe(`\ufeff ${text} .`)
    }),
  )
})

test.each<[string, string, Kind]>([
  ['an empty value', '', 'text'],
  ['a newline alone', '\n', 'text'],
  ['a NUL character', 'a\0b', 'text'],
  ['an API key of two lines', 'a\nb', 'apiKey'],
  ['an API key with an escape', 'a\x1b[0m', 'apiKey'],
  ['an API key with a character that was not meant', 'sk_live\u200b', 'apiKey'],
  ['an API key that ends with a blank', 'sk_live ', 'apiKey'],
  ['a login that is no JSON', 'user:planted', 'login'],
  ['a login of one field', '{"username":"planted"}', 'login'],
  ['a login with an empty password', '{"username":"planted","password":""}', 'login'],
  ['JSON that is none', '{"planted":', 'json'],
  ['JSON with a field twice', '{"planted":1,"planted":2}', 'json'],
  ['no bytes at all', '', 'binary'],
  ['a login of three fields', '{"username":"planted","password":"b","c":"d"}', 'login'],
])('refuses %s, without a word of it', (_name, text, kind) => {
  expect(() => form(text, kind)).toThrow(TaskError)
  expect(() => form(text, kind)).not.toThrow(/planted|sk_live/)
})

test('refuses bytes that are not UTF-8', () => {
  expect(() => storedForm(Uint8Array.of(0xff, 0xfe, 0x41), 'text')).toThrow('not UTF-8')
})

test('keeps bytes as they are, whatever they end in', () => {
  const bytes = Uint8Array.of(0, 255, 13, 10)
  expect(storedForm(bytes, 'binary')).toMatchObject({ bytes, isBinary: true, text: 'AP8NCg==', droppedNewline: false })
})

test('names the fields of a login', () => {
  expect(form('{"user": "a", "pass": "b"}\n', 'login')).toMatchObject({
    text: '{"user": "a", "pass": "b"}',
    droppedNewline: true,
    fields: ['user', 'pass'],
  })
})
