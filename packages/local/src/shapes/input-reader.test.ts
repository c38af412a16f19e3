import fc from 'fast-check'
import { expect, test } from 'vitest'
import { list, map, structure } from './containers.ts'
import { inputReader } from './input-reader.ts'
import { blob, boolean, enumeration, integer, text, timestamp } from './scalars.ts'
import { optional, sensitive } from './shape.ts'

const reader = inputReader({
  Name: text({ min: 2, max: 4, pattern: /^[a-z]+$/ }),
  Count: optional(integer({ min: 1, max: 10 })),
  IsForced: optional(boolean()),
  Order: optional(enumeration('asc', 'desc')),
  Bytes: optional(blob({ max: 2 })),
  Since: optional(timestamp()),
  Tags: optional(list(structure({ Key: text({ min: 1 }), Value: optional(sensitive(text({ max: 3 }))) }), { max: 2 })),
  Labels: optional(map(text({ max: 3 }))),
  Secret: optional(sensitive(text({ min: 5 }))),
})

const messageOf = (sent: unknown) => {
  try {
    reader.read(sent)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return 'accepted'
}

test('what fits is read, what is unknown or null is left out', () => {
  const sent = {
    Name: 'ab',
    Count: 3,
    Order: 'asc',
    Bytes: 'AAE=',
    Since: 1.5,
    Tags: [{ Key: 'a', Value: null }],
    Labels: { x: 'y' },
    Other: 1,
    Secret: null,
  }
  expect(reader.read(sent)).toEqual({
    Name: 'ab',
    Count: 3,
    Order: 'asc',
    Bytes: Buffer.from([0, 1]),
    Since: new Date(1500),
    Tags: [{ Key: 'a' }],
    Labels: { x: 'y' },
  })
})

test.each([
  [{}, "1 validation error detected: Value null at 'name' failed to satisfy constraint: Member must not be null"],
  [{ Name: 'a' }, "Value 'a' at 'name' failed to satisfy constraint: Member must have length greater than or equal to 2"],
  [{ Name: 'abcde' }, "Value 'abcde' at 'name' failed to satisfy constraint: Member must have length less than or equal to 4"],
  [{ Name: 'AB' }, "Value 'AB' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$"],
  [{ Name: 'ab', Count: 11 }, "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10"],
  [{ Name: 'ab', Order: 'up' }, "Value 'up' at 'order' failed to satisfy constraint: Member must satisfy enum value set: [asc, desc]"],
  [{ Name: 'ab', Tags: [{ Key: 'a' }, {}] }, "Value null at 'tags.2.member.key' failed to satisfy constraint: Member must not be null"],
  [{ Name: 'ab', Tags: [{}, {}, {}] }, "at 'tags' failed to satisfy constraint: Member must have length less than or equal to 2"],
  [
    { Name: 'ab', Labels: { x: 'long' } },
    "Value 'long' at 'labels.x.member' failed to satisfy constraint: Member must have length less than or equal to 3",
  ],
  [{ Name: 'a', Count: 0 }, '2 validation errors detected: '],
])('%j is refused in the words of AWS', (sent, message) => {
  expect(messageOf(sent)).toContain(message)
})

test('a sensitive value that does not fit is not repeated, wherever it stands', () => {
  expect(messageOf({ Name: 'ab', Secret: 'abcd' })).toBe(
    "1 validation error detected: Value at 'secret' failed to satisfy constraint: Member must have length greater than or equal to 5",
  )
  expect(messageOf({ Name: 'ab', Tags: [{ Key: 'a', Value: 'hunter2' }] })).not.toContain('hunter2')
})

test('only members without a sensitive part are recorded', () => {
  expect(reader.recordable.map(([, recordedAs]) => recordedAs)).toEqual(['name', 'count', 'isForced', 'order', 'bytes', 'since', 'labels'])
})

test('a form is read like JSON', () => {
  const form = new Map([
    ['Name', 'ab'],
    ['Count', '7'],
    ['IsForced', 'true'],
    ['Tags.member.1.Key', 'a'],
    ['Tags.member.2.Key', 'b'],
    ['Tags.member.2.Value', 'c'],
    ['Labels.entry.1.key', 'x'],
    ['Labels.entry.1.value', 'y'],
  ])
  expect(reader.read(reader.fromForm(form))).toEqual({
    Name: 'ab',
    Count: 7,
    IsForced: true,
    Tags: [{ Key: 'a' }, { Key: 'b', Value: 'c' }],
    Labels: { x: 'y' },
  })
  expect(() => reader.read(reader.fromForm(new Map([...form, ['Count', 'seven']])))).toThrow('can not be converted to a Integer')
})

test('lengths are in characters, not in halves of them', () => {
  const four = inputReader({ Text: text({ min: 4, max: 4 }) })
  expect(four.read({ Text: '😀😀😀😀' })).toEqual({ Text: '😀😀😀😀' })
  expect(() => four.read({ Text: '😀😀' })).toThrow('greater than or equal to 4')
})

test('whatever JSON is sent, it is read or refused, never something else', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (sent) => {
      expect(messageOf(sent)).toMatch(/^(accepted|\d+ validation errors? detected: |[A-Z_]+_VALUE can not be converted to a )/)
    }),
  )
})
