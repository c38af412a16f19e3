import { deepStrictEqual, notDeepStrictEqual } from 'node:assert/strict'
import { inspect } from 'node:util'
import { expect, test, vi } from 'vitest'
import { Secret } from './secret.ts'

const value = 'sk_live_4711'
const secret = new Secret(value)

const shown: readonly (readonly [string, (thing: unknown) => string])[] = [
  ['String', String],
  ['a template literal', (thing) => `${thing}`],
  ['joining to a string', (thing) => [thing, thing].join().concat(thing as string)],
  ['JSON', JSON.stringify],
  ['inspect', inspect],
  ['inspect with hidden properties', (thing) => inspect(thing, { showHidden: true, depth: null })],
  [
    'inspect without custom functions',
    (thing) => inspect(thing, { customInspect: false, showHidden: true, showProxy: true, getters: true, depth: null }),
  ],
  ['Object.entries', (thing) => inspect(Object.entries(thing as object))],
  ['property descriptors', (thing) => inspect(Object.getOwnPropertyDescriptors(thing as object), { showHidden: true, depth: null })],
  ['spread', (thing) => inspect({ ...(thing as object) }, { showHidden: true })],
  ['Object.assign', (thing) => inspect(Object.assign({}, thing))],
  ['valueOf', (thing) => String((thing as object).valueOf())],
  ['an error’s message', (thing) => inspect(new Error(String(thing), { cause: thing }))],
]

test.for(shown)('does not show its value by %s', ([, show]) => {
  expect(show(secret)).not.toContain(value)
  expect(show({ nested: [secret] })).not.toContain(value)
  expect(show(Promise.resolve(secret))).not.toContain(value)
  expect(show(Object.create(secret as object))).not.toContain(value)
})

test('shows [redacted] where a text is asked for', () => {
  expect([String(secret), JSON.stringify({ secret }), inspect(secret), `${secret}`]).toEqual([
    '[redacted]',
    '{"secret":"[redacted]"}',
    '[redacted]',
    '[redacted]',
  ])
})

test('gives its value by reveal and use alone', () => {
  expect(secret.reveal()).toBe(value)
  expect(secret.use((key) => key.length)).toBe(value.length)
})

test('compares its value with another, bare or hidden', () => {
  expect([value, new Secret(value), 'sk_live_4712', `${value} `, '', undefined, null, 4711].map((other) => secret.equals(other))).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
    false,
  ])
  const login = new Secret({ username: 'ada', password: value })
  expect([login.equals({ username: 'ada', password: value }), login.equals({ username: 'ada', password: '' })]).toEqual([true, false])
  const bytes = new Secret(Buffer.from(value))
  expect([bytes.equals(Buffer.from(value)), bytes.equals(Buffer.from('sk'))]).toEqual([true, false])
})

test('takes no text for bytes, and no thing with a reveal of its own for a secret', () => {
  expect(new Secret('abc').equals(Buffer.from('"abc"'))).toBe(false)
  expect(new Secret('abc').equals({ reveal: 1 })).toBe(false)
  expect(new Secret(new Uint8Array([1, 2])).equals(Buffer.from([1, 2]))).toBe(true)
})

test('does not take a text that looks like an object for the object', () => {
  expect(new Secret('{"a":1}').equals({ a: 1 })).toBe(false)
})

test('picks a field, hidden as well', () => {
  const password = new Secret({ username: 'ada', password: value }).pick('password')
  expect([String(password), password.reveal()]).toEqual(['[redacted]', value])
})

test('cannot be cloned or posted', () => {
  expect(() => structuredClone(secret)).toThrow()
  expect(() => structuredClone({ secret })).toThrow()
})

test('is another than a secret of another value, and of the same', () => {
  notDeepStrictEqual(new Secret('one'), new Secret('other'))
  notDeepStrictEqual(new Secret('one'), new Secret('one'))
  deepStrictEqual(secret, secret)
})

test('cannot be tampered with', () => {
  for (const key of ['reveal', 'toJSON', 'toString', Symbol.for('nodejs.util.inspect.custom'), Symbol.toPrimitive, 'added']) {
    expect(Reflect.set(secret, key, () => 'mine')).toBe(false)
    expect(Reflect.defineProperty(secret, key, { value: () => 'mine' })).toBe(false)
  }
  expect(Reflect.setPrototypeOf(secret, {})).toBe(false)
})

test('gives bytes to each caller anew: what one does to them the next does not see', () => {
  const bytes = new Secret(Buffer.from('sk_live_4711'))
  bytes.reveal().fill(0)
  expect(Buffer.from(bytes.reveal()).toString()).toBe('sk_live_4711')
})

test('equals compares digests of one length in constant time, whatever the values', () => {
  const crypto = process.getBuiltinModule('node:crypto')
  const compared = vi.spyOn(crypto, 'timingSafeEqual')
  try {
    for (const other of ['a', 'sk_live_4711', 'x'.repeat(1000), 5]) new Secret('sk_live_4711').equals(other)
    expect(compared.mock.calls.map((pair) => pair.map(({ byteLength }) => byteLength))).toEqual(Array(4).fill([32, 32]))
  } finally {
    compared.mockRestore()
  }
})
