import { inspect, types } from 'node:util'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { cleaned } from './cleaned.ts'

const key = 'sk_live_4711'
const clean = (text: string) => text.replaceAll(key, '[redacted]')

/** What a log may show of a thing: Lambda's line, and `util.inspect` with all it can. */
function everything(thing: unknown): string {
  const withMore = (_: string, each: unknown) =>
    each instanceof Error ? { errorType: each.name, errorMessage: each.message, ...each, stack: each.stack } : each
  const isCircular = inspect(thing, { depth: null }).includes('[Circular')
  const asLambdaLogs = isCircular ? '' : JSON.stringify(thing, withMore)
  return `${asLambdaLogs} ${inspect(thing, { depth: null, showHidden: true, maxArrayLength: null })} ${inspect(thing, { depth: null })}`
}

/** Cleans, and looks that the key was there and is not any more. */
function expectClean<T>(thing: T): T {
  expect(everything(thing)).toContain(key)
  const after = cleaned(thing, clean) as T // an error stays one; where something else is given the test looks at that
  expect(everything(after)).not.toContain(key)
  return after
}

const failedWith = <P extends object>(properties: P) => Object.assign(new Error('failed'), properties)

test('what stands under a symbol is cleaned, as got has its options there', () => {
  const context = Symbol('context')
  expect(expectClean(failedWith({ [context]: { headers: { authorization: key } } }))[context]).toEqual({
    headers: { authorization: '[redacted]' },
  })
})

test('what is not enumerable is cleaned, and stays so', () => {
  const error = Object.defineProperty(new Error('failed'), 'request', { value: { header: key }, enumerable: false, configurable: true })
  expect(Object.keys(expectClean(error))).toEqual([])
})

test('what a getter gives is cleaned', () => {
  const request = Object.defineProperty({}, 'header', { get: () => `Bearer ${key}`, enumerable: true })
  expect(expectClean(failedWith({ request })).request).toEqual({ header: 'Bearer [redacted]' })
})

test('the name of an error is cleaned', () => {
  const error = new Error('failed')
  error.name = `Refused ${key}`
  expect(expectClean(error).name).toBe('Refused [redacted]')
})

test('a name, a message and causes that an error has from its class are cleaned', () => {
  class Refused extends Error {
    override get name() {
      return `Refused ${key}`
    }
    override get message() {
      return `refused ${key}`
    }
  }
  const error = expectClean(new Refused())
  expect([error.name, error.message]).toEqual(['Refused [redacted]', 'refused [redacted]'])
})

test('keys and values of Maps, and members of Sets, are cleaned at any depth', () => {
  const error = expectClean(failedWith({ headers: new Map([[key, new Set([{ key }])]]) }))
  expect(error.headers).toEqual(new Map([['[redacted]', new Set([{ key: '[redacted]' }])]]))
})

test('a property’s name that is a value is cleaned', () => {
  expect(expectClean(failedWith({ byKey: { [key]: true } })).byKey).toEqual({ '[redacted]': true })
})

test.for<[string, (bytes: Uint8Array) => object]>([
  ['a Buffer', (bytes) => Buffer.from(bytes)],
  ['a Uint8Array', (bytes) => bytes],
  ['an ArrayBuffer', (bytes) => new Uint8Array(bytes).buffer],
  ['a DataView', (bytes) => new DataView(new Uint8Array(bytes).buffer)],
])('bytes are cleaned in %s', ([_, make]) => {
  const error = failedWith({ body: make(new TextEncoder().encode(`key=${key}&x=1`)) })
  cleaned(error, clean)
  expect(Buffer.from(error.body as Uint8Array).toString()).toBe('key=[redacted]&x=1') // it is bytes of some kind
})

test('a URL is cleaned, which JSON shows though it has no property', () => {
  expect(expectClean(failedWith({ url: new URL(`https://api.example.com/?api_key=${key}`) })).url).toBe(
    'https://api.example.com/?api_key=[redacted]',
  )
})

test.for<[string, () => object]>([
  ['URLSearchParams', () => new URLSearchParams({ key })],
  ['Headers', () => new Headers({ authorization: `Bearer ${key}` })],
  ['a Request', () => new Request('https://api.example.com/', { headers: { authorization: key } })],
  ['a Response', () => new Response('', { headers: { 'set-cookie': key } })],
  ['FormData', () => Object.assign(new FormData(), { key })],
  ['a Promise', () => Promise.resolve(key)],
  ['a boxed text', () => new String(key)],
])('what Node shows of %s is cleaned', ([_, make]) => {
  expectClean(failedWith({ thing: make() }))
})

test('what an error keeps private and tells in toJSON is cleaned', () => {
  class Refused extends Error {
    #header = key
    toJSON() {
      return { header: this.#header }
    }
  }
  const error = new Refused('failed')
  expect(expectClean(error)).toBe(error)
  expect(JSON.stringify(error)).toBe('{"header":"[redacted]"}')
})

test('what a thing keeps private and shows to util.inspect is cleaned', () => {
  class Client {
    #header = key;
    [inspect.custom]() {
      return { header: this.#header }
    }
  }
  expectClean(failedWith({ client: new Client() }))
})

test('a function that holds a value in a property is left out', () => {
  expect(expectClean(failedWith({ sign: Object.assign(() => undefined, { key }) })).sign).toBe('[redacted]')
})

test('causes and the errors of an AggregateError are cleaned in place, whatever they are', () => {
  const cause = new RangeError(`cause ${key}`, { cause: { text: key } })
  const one = new TypeError(`one ${key}`)
  const error = expectClean(new AggregateError([one, `two ${key}`], 'all', { cause }))
  expect(error.cause).toBe(cause)
  expect(error.errors).toEqual([one, 'two [redacted]'])
})

test('a DOMException, as an abort gives, is cleaned and stays one', () => {
  const error = new DOMException(`aborted ${key}`, 'AbortError')
  expect(expectClean(error)).toBe(error)
  expect([error.message, error.name]).toEqual(['aborted [redacted]', 'AbortError'])
})

test('an error of another realm, as test runners make them, is cleaned in place', () => {
  const error: Error = runInNewContext(`Object.assign(new Error('refused ${key}'), { key: '${key}' })`)
  expect(error).not.toBeInstanceOf(Error)
  expect(cleaned(error, clean)).toBe(error)
  expect(inspect(error)).not.toContain(key)
})

test.for<[string, (error: Error) => Error]>([
  ['frozen', Object.freeze],
  ['sealed', Object.seal],
])('in the place of an error that is %s comes one of its class, with all else that it had', ([_, close]) => {
  class Refused extends Error {}
  const error = close(Object.assign(new Refused(`refused ${key}`, { cause: key }), { code: 'E_REFUSED', key }))
  const after = expectClean(error)
  expect(after).toBeInstanceOf(Refused)
  expect(types.isNativeError(after)).toBe(true)
  expect(after).toMatchObject({ message: 'refused [redacted]', code: 'E_REFUSED', key: '[redacted]', cause: '[redacted]' })
})

test('a frozen error that something else leads to is replaced there as well', () => {
  const inner = Object.freeze(new Error(`refused ${key}`))
  const outer = new Error('failed', { cause: inner })
  expect(expectClean(outer)).toBe(outer)
})

test('an error that nothing is wrong with stays as it is, frozen or not, though what it hangs on is cleaned', () => {
  const inner = Object.freeze(new Error('fine'))
  const error = expectClean(failedWith({ key, inner }))
  expect(error.inner).toBe(inner)
})

test('what holds no value stays the very same, beside what does', () => {
  const agent = { at: new Date(0), sockets: new Map([['a', [1]]]) }
  expect(expectClean(failedWith({ key, agent })).agent).toBe(agent)
})

test('circles are gone through once, and lead to what was cleaned', () => {
  const request: Record<string, unknown> = { key }
  const error = failedWith({ request, self: {} as unknown })
  Object.assign(request, { error, response: { request } })
  error.self = error
  const after = expectClean(error)
  expect(after.self).toBe(after)
  expect((after.request['response'] as typeof request)['request']).toBe(after.request)
})

test.for([5_000, 50_000])('a chain of %i things is cleaned to its end, or cut', (length) => {
  let chain: { next?: unknown } = { next: key }
  for (let i = 0; i < length; i += 1) chain = { next: chain }
  const error = failedWith({ chain })
  cleaned(error, clean)
  let last: unknown = error.chain
  while (typeof last === 'object') last = (last as typeof chain).next // each is one of those above
  expect(last).toBe('[redacted]')
})

test('of more than can be looked at, what was not looked at is left out', () => {
  const wide = Array.from({ length: 60_000 }, () => ({ part: 1 }))
  const error = failedWith({ wide: [...wide, { last: key }] })
  cleaned(error, clean)
  expect(JSON.stringify(error.wide)).not.toContain(key)
})

test('what cannot be looked at does not stop the cleaning', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const throwing = Object.defineProperty({}, 'bad', {
    enumerable: true,
    get() {
      throw new Error('no')
    },
  })
  const error = failedWith({ proxy, throwing, key })
  cleaned(error, clean)
  expect(error.key).toBe('[redacted]')
})

test('what is thrown and is no error is cleaned too', () => {
  expect(cleaned(`failed with ${key}`, clean)).toBe('failed with [redacted]')
  expect(cleaned(Symbol(key), clean)?.toString()).toBe('Symbol([redacted])')
  expect(cleaned([{ key }, 5, null], clean)).toEqual([{ key: '[redacted]' }, 5, null])
  expect(cleaned(undefined, clean)).toBeUndefined()
})
