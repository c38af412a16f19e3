import { expect, test } from 'vitest'
import { clientContextOf, eventOf } from './invoke-payload.ts'

test('takes any JSON as an event, and nothing as an empty object', () => {
  for (const event of ['{"a":1}', '[1]', '"text"', 'null', ' 7 ']) expect(eventOf(Buffer.from(event), 'RequestResponse')).toBe(event)
  expect(eventOf(undefined, 'Event')).toBe('{}')
  expect(eventOf(Buffer.of(), 'Event')).toBe('{}')
})

test('refuses an event that is no JSON, without showing it', () => {
  expect(() => eventOf(Buffer.from('planted-value'), 'RequestResponse')).toThrow(
    /^(?!.*planted-value).*Could not parse request body into json/,
  )
})

test.each([
  ['RequestResponse', 6 * 1024 * 1024],
  ['Event', 1024 * 1024],
] as const)('takes an event of %s of up to %d bytes', (type, bytes) => {
  const event = (size: number) => Buffer.from(`"${'x'.repeat(size - 2)}"`)
  expect(eventOf(event(bytes), type)).toHaveLength(bytes)
  expect(() => eventOf(event(bytes + 1), type)).toThrow(`Request must be smaller than ${bytes} bytes`)
})

test('passes the client context on as JSON in ASCII', () => {
  expect(clientContextOf(Buffer.from('{"app":"é€"}').toString('base64'))).toBe('{"app":"\\u00e9\\u20ac"}')
  expect(clientContextOf(undefined)).toBeUndefined()
  expect(() => clientContextOf('no JSON')).toThrow('Client context must be')
})
