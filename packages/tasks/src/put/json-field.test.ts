import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withField } from './json-field.ts'

test('changes the field and leaves every other byte alone', () => {
  const text = '{ "a" : 12345678901234567890 ,\n "KEY":"old",  "b": {"KEY": "inner,}"} }'
  expect(withField(text, 'KEY', 'new')).toEqual({ text: text.replace('"old"', '"new"') })
})

test('adds a field that is not there', () => {
  expect(withField('{}', 'KEY', 'v')).toEqual({ text: '{"KEY":"v"}' })
  expect(withField('{ "a": [1, 2] }', 'KEY', 'v')).toEqual({ text: '{ "a": [1, 2],"KEY":"v" }' })
})

test('finds a field whose name is written with escapes', () => {
  expect(withField('{"K\\u0045Y": {"deep": "\\"}"}}', 'KEY', 'v')).toEqual({ text: '{"K\\u0045Y": "v"}' })
})

test('refuses what has no fields, and a field that stands there twice', () => {
  for (const text of ['', 'sk_live', '[]', '"text"', 'null', '{"a":'])
    expect(withField(text, 'KEY', 'v')).toEqual({ refused: 'notAnObject' })
  expect(withField('{"KEY":"a","KEY":"b"}', 'KEY', 'v')).toEqual({ refused: 'fieldTwice' })
})

test('sets one field of any object, and no other', () => {
  const members = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue()), { selector: ([name]) => name })
  fc.assert(
    fc.property(members, fc.string(), fc.string(), fc.constantFrom('', ' ', '\n\t'), (before, field, value, blank) => {
      const text = `{${before.map(([name, member]) => `${blank}${JSON.stringify(name)}${blank}:${blank}${JSON.stringify(member)}${blank}`).join(',')}}`
      const changed = withField(text, field, value)
      const expected = new Map<string, unknown>(before).set(field, value)
      expect('text' in changed && new Map(Object.entries(JSON.parse(changed.text)))).toEqual(
        new Map([...expected].map(([name, member]) => [name, JSON.parse(JSON.stringify(member))])),
      )
    }),
  )
})
