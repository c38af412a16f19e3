import { expect, test } from 'vitest'
import { maskedAsJson } from './masked-as-json.ts'

const mask = (text: string) =>
  text.replaceAll('secret-value', '[redacted]').replaceAll('12345678', '[redacted]').replaceAll('b","c":"d', '[redacted]')
const masked = (...logged: unknown[]) => maskedAsJson(logged, mask)

test('what holds no value is handed over as it came', () => {
  const circle: Record<string, unknown> = {}
  circle['circle'] = circle
  for (const thing of [{ a: 1 }, new Error('fine'), undefined, null, 5, () => 1, 5n, circle, new Map()])
    expect(masked(thing)[0]).toBe(thing)
  const error = new Error('fine')
  expect(masked('a', error, { a: 1 })).toEqual(['a', error, { a: 1 }])
})

test('an object keeps its shape, and each text, key or number in it that holds a value is masked', () => {
  const thing = { a: [{ 'x secret-value': 'y secret-value' }], pin: 12345678, at: new Date(0), no: null, yes: true }
  expect(masked(thing)).toEqual([
    { a: [{ 'x [redacted]': 'y [redacted]' }], pin: '[redacted]', at: '1970-01-01T00:00:00.000Z', no: null, yes: true },
  ])
  expect(thing.a[0]).toEqual({ 'x secret-value': 'y secret-value' })
})

test('a value that reaches over several fields is masked too', () => {
  expect(masked({ a: 'b', c: 'd' })).toEqual(['{"a":"[redacted]"}'])
})

test('an error at any depth is shown as Lambda shows it, its own properties too', () => {
  class Refused extends Error {}
  const [line] = masked({ deep: [Object.assign(new Refused('for secret-value'), { key: 'secret-value' })] })
  expect(line).toMatchObject({ deep: [{ errorType: 'Refused', errorMessage: 'for [redacted]', key: '[redacted]' }] })
  expect(JSON.stringify(line)).not.toContain('secret-value')
})

test('what JSON cannot hold is formatted and masked', () => {
  const circle: Record<string, unknown> = { key: 'secret-value' }
  circle['circle'] = circle
  expect(masked(circle)).toEqual(["<ref *1> { key: '[redacted]', circle: [Circular *1] }"])
})

test('of several things the text is masked, and the first error’s fields with it; the error itself stays as it is', () => {
  class Refused extends Error {}
  const error = new Refused('for secret-value')
  const [format, text, rest, shown] = masked('call', error, { a: 'secret-value' })
  expect([format, rest instanceof Refused, shown]).toEqual(['%s%c', true, undefined])
  expect(String(text)).toMatch(/^call .*for \[redacted\]/)
  expect(rest).toMatchObject({ message: 'for [redacted]' })
  expect(error.message).toBe('for secret-value')
})
