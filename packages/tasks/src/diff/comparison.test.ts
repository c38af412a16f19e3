import fc from 'fast-check'
import { expect, test } from 'vitest'
import { comparison } from './comparison.ts'

const text = (value: string) => ({ bytes: Buffer.from(value), isBinary: false })
const bytes = (value: string) => ({ bytes: Buffer.from(value), isBinary: true })

test('tells what is there from what is not', () => {
  expect(comparison(undefined, undefined)).toEqual({ state: 'neither' })
  expect(comparison(text('a'), undefined)).toEqual({ state: 'onlyFrom' })
  expect(comparison(undefined, text('a'))).toEqual({ state: 'onlyTo' })
})

test('takes bytes and a text of the same bytes for two', () => {
  expect(comparison(bytes('a'), text('a'))).toEqual({ state: 'differs' })
  expect(comparison(bytes('a'), bytes('a'))).toEqual({ state: 'same' })
})

test('takes two spellings of one object for the same, and two large numbers for two', () => {
  expect(comparison(text('{"a":"\\u0041","b":1}'), text('{ "b": 1, "a": "A" }'))).toEqual({ state: 'same' })
  expect(comparison(text('{"n":9007199254740993}'), text('{"n":9007199254740992}'))).toMatchObject({ state: 'differs' })
})

test('says of no two values more than their fields’ names, and of the same nothing but that', () => {
  const object = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), fc.stringMatching(/^planted-[a-z]{3}$/))
  fc.assert(
    fc.property(object, object, (left, right) => {
      const told = comparison(text(JSON.stringify(left)), text(JSON.stringify(right)))
      expect(JSON.stringify(told)).not.toContain('planted')
      const names = Object.keys({ ...left, ...right })
      expect(told.state === 'same').toBe(names.every((name) => left[name] === right[name]))
      if (told.state !== 'same') expect(told.fields?.map(({ name }) => name)).toEqual(names.sort())
    }),
  )
})
