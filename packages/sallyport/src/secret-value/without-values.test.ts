import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { withoutValues } from './without-values.ts'

const key = 'sk_live_4711/+ü"x'
const forms = [key, JSON.stringify(key).slice(1, -1), encodeURIComponent(key), Buffer.from(key).toString('base64')]
const isCircular = (thing: unknown) => inspect(thing, { depth: null }).includes('[Circular')
const everything = (thing: unknown) =>
  `${inspect(thing, { depth: null, showHidden: true })} ${isCircular(thing) ? '' : JSON.stringify(thing)} ${(thing as Error)?.stack}`

function expectClean(error: unknown, values: readonly string[] = [key]): unknown {
  const cleaned = withoutValues(error, values)
  for (const form of forms) expect(everything(cleaned)).not.toContain(form)
  return cleaned
}

test.for(forms.map((form) => [form]))('takes a value out of message and stack: %s', ([form]) => {
  const error = new Error(`the API refused ${form}`)
  const cleaned = expectClean(error)
  expect(cleaned).toBe(error)
  expect((cleaned as Error).message).toBe('the API refused [redacted]')
})

test('takes a value out of an error’s properties at any depth, as an HTTP client hangs them on it', () => {
  class Headers {
    authorization = `Bearer ${key}`
  }
  const error = Object.assign(new Error('401'), {
    config: { headers: new Headers(), url: `https://api.example.com/?api_key=${encodeURIComponent(key)}`, data: [{ deep: { key } }] },
    request: { _header: `GET / HTTP/1.1\r\nauthorization: Bearer ${key}\r\n`, [key]: true },
    map: new Map([['key', key]]),
    set: new Set([key]),
    bytes: Buffer.from(`key=${key}`),
  })
  expect(expectClean(error)).toBe(error)
  expect(error.config.url).toBe('https://api.example.com/?api_key=[redacted]')
})

test('takes a number out that is a value, as a number and in texts', () => {
  const stored = JSON.stringify({ account: 4821057391, port: 5432 })
  const error = Object.assign(new Error('no account 4821057391'), { account: 4821057391, big: 4821057391n, port: 5432, ok: true })
  withoutValues(error, [stored])
  expect({ ...error, message: error.message }).toEqual({
    message: 'no account [redacted]',
    account: '[redacted]',
    big: '[redacted]',
    port: 5432,
    ok: true,
  })
})

test.for(['base64', 'base64url', 'hex'] as const)('takes a short value out in %s, and as HTTP Basic sends it', (encoding) => {
  const encoded = Buffer.from('hunter2').toString(encoding)
  const error = withoutValues(new Error(`${encoded} Basic ${Buffer.from('ada:hunter2').toString('base64')}`), ['hunter2'])
  expect((error as Error).message).not.toContain(encoded)
  expect((error as Error).message).not.toContain(Buffer.from('ada:hunter2').toString('base64').slice(7))
})

test('takes a value out of causes and of the errors of an AggregateError', () => {
  const cause = new Error(`cause ${key}`, { cause: { text: key } })
  expectClean(new AggregateError([new Error(`one ${key}`), `text ${key}`], `all ${key}`, { cause }))
})

test('does not change what hangs on an error and may be in use elsewhere', () => {
  const client = { apiKey: key, timeout: 5 }
  const error = Object.assign(new Error('failed'), { client })
  expectClean(error)
  expect(client.apiKey).toBe(key)
  expect(error.client).toEqual({ apiKey: '[redacted]', timeout: 5 })
})

test('leaves what holds no value as it is', () => {
  const config = { headers: {}, list: [1, { a: 'b' }] }
  const error = Object.assign(new TypeError('fine'), { config, at: new Date(0) })
  const stack = error.stack
  expect(withoutValues(error, [key])).toBe(error)
  expect(error.config).toBe(config)
  expect(error.stack).toBe(stack)
  expect(withoutValues(undefined, [key])).toBeUndefined()
})

test('goes through a circle once, and leaves no way back to what was replaced', () => {
  const around: Record<string, unknown> = { key, list: [] }
  around['self'] = around
  const error: Error & { self?: unknown; around?: unknown } = new Error(`round ${key}`)
  error.self = error
  error.around = { around, error, list: [error, around] }
  expectClean(error)
})

test('takes a value out of what is thrown and is no error', () => {
  expect(withoutValues(`failed with ${key}`, [key])).toBe('failed with [redacted]')
  expectClean({ statusCode: 500, body: `failed with ${key}` })
})

test('puts another error in the place of one that cannot be changed', () => {
  const error = Object.freeze(Object.assign(new RangeError(`frozen ${key}`), { key }))
  expect(expectClean(error)).toMatchObject({ name: 'RangeError', message: 'frozen [redacted]' })
})

test('takes out each text of a JSON value, and a login’s two as HTTP Basic joins them', () => {
  const stored = JSON.stringify({ username: 'shop', password: 'correct horse', nested: [{ token: 'tok_1234' }] })
  const basic = Buffer.from('shop:correct horse').toString('base64')
  const cleaned = withoutValues(new Error(`correct horse, tok_1234, ${basic}, ${stored}`), [stored]) as Error
  expect(cleaned.message).toBe('[redacted], [redacted], [redacted], [redacted]')
})

test('takes out a long value before a short one that is a part of it', () => {
  expect(withoutValues('token-and-more', ['token', 'token-and-more'])).toBe('[redacted]')
})

test('takes values out of bytes without harming the rest of them', () => {
  const bytes = Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from('sk_lïve_4711')])
  const error = Object.assign(new Error('body'), { bytes })
  withoutValues(error, ['sk_lïve_4711'])
  expect(error.bytes).toEqual(Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from('[redacted]')]))
})

test('is not stopped by a getter that throws', () => {
  const error = Object.defineProperty(new Error(key), 'bad', {
    enumerable: true,
    get() {
      throw new Error('no')
    },
  })
  expect((withoutValues(error, [key]) as Error).message).toBe('[redacted]')
})

test('takes out bytes in each form in which they get into an error', () => {
  const bytes = Buffer.from([0, 115, 107, 255, 254, 108, 105, 118, 101, 7])
  const all: readonly string[] = [
    bytes.toString('base64'),
    bytes.toString('base64url'),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    bytes.toString('latin1'),
    bytes.toString(),
    String(new Uint8Array(bytes)),
  ]
  for (const form of all) expect(withoutValues(`refused ${form}`, [bytes])).toBe('refused [redacted]')
  const error = Object.assign(new Error('body'), { body: Buffer.concat([Buffer.from('key='), bytes]) })
  withoutValues(error, [bytes])
  expect(error.body.toString()).toBe('key=[redacted]')
})

test('takes out text that is stored as bytes, and bytes that are stored as base64', () => {
  const pem = '-----BEGIN PRIVATE KEY-----\nMIIE\n'
  expect(withoutValues(`refused ${JSON.stringify(pem)}`, [Buffer.from(pem)])).toBe('refused "[redacted]"')
  const der = Buffer.from([48, 130, 4, 190, 2, 1, 0])
  expect(withoutValues(`refused ${der.toString('hex')}`, [`${der.toString('base64')}\n`])).toBe('refused [redacted]')
})

test('leaves bytes alone that are too short to be looked for', () => {
  expect(withoutValues('error 1,2,3', [Buffer.from([1, 2, 3])])).toBe('error 1,2,3')
})

const plain = 'sk_live_51H8xZqLk3vQ9mXr27'
const pem = `-----BEGIN PRIVATE KEY-----\n${'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n'.repeat(3)}Zk3vQ9mXr27LbTfWc81YpNd5\n-----END PRIVATE KEY-----\n`
test.for([
  ['as the user of HTTP Basic', Buffer.from(`${plain}:`).toString('base64')],
  ['as the password of HTTP Basic', Buffer.from(`AC1:${plain}`).toString('base64')],
  ['in base64 of URLs without padding', Buffer.from(`a ${plain}`).toString('base64url')],
  ['in hex', Buffer.from(plain).toString('hex')],
] as const)('takes a value out that stands in an error %s', ([, form]) => {
  const error = Object.assign(new Error('401'), { request: { _header: `GET / HTTP/1.1\r\nauthorization: Basic ${form}\r\n` } })
  withoutValues(error, [plain])
  expect(error.request._header).toContain('[redacted]')
  expect(error.request._header).not.toContain(form.slice(4, -4))
})

test('takes a private key out of an error that holds it line by line', () => {
  const error = new Error(pem.split('\n').join('\n+   '))
  withoutValues(error, [pem])
  expect(error.message).not.toMatch(/MIIE|Zk3v/)
})
