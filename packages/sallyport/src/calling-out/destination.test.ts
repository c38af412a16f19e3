import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { destinationOf, mayTravel, originsOf } from './destination.ts'

const hosts = ['api.stripe.com', 'files.stripe.com:8443']
const goTo = (target: string | URL, declared: readonly string[] = hosts) => destinationOf(target, originsOf(declared), 'dev/stripe')
const refusal = expect.objectContaining({ code: 'HOST_NOT_ALLOWED', secret: 'dev/stripe' })

describe('a call may go', () => {
  test.each([
    ['/v1/balance?limit=3', 'https://api.stripe.com/v1/balance?limit=3'],
    ['/', 'https://api.stripe.com/'],
    ['/v1/../v2', 'https://api.stripe.com/v2'],
    ['/@evil.test/', 'https://api.stripe.com/@evil.test/'],
    ['https://api.stripe.com/v1', 'https://api.stripe.com/v1'],
    ['https://API.STRIPE.COM/v1', 'https://api.stripe.com/v1'],
    ['https://api.stripe.com:443/v1', 'https://api.stripe.com/v1'],
    ['https://api.stripe.com:0443/v1', 'https://api.stripe.com/v1'],
    ['https://api%2Estripe.com/v1', 'https://api.stripe.com/v1'],
    ['https://api。stripe。com/v1', 'https://api.stripe.com/v1'],
    ['https://ａｐｉ.stripe.com/v1', 'https://api.stripe.com/v1'],
    ['https://api.ſtripe.com/v1', 'https://api.stripe.com/v1'],
    ['https://api.str\u200Bipe.com/v1', 'https://api.stripe.com/v1'],
    ['https://api.str\u00ADipe.com/v1', 'https://api.stripe.com/v1'],
    ['https:api.stripe.com/v1', 'https://api.stripe.com/v1'],
    ['https:///api.stripe.com/v1', 'https://api.stripe.com/v1'],
    ['https:\\\\api.stripe.com\\v1', 'https://api.stripe.com/v1'],
    ['https://files.stripe.com:8443/v1', 'https://files.stripe.com:8443/v1'],
  ])('to a declared host, however it is spelled: %j', (target, sentTo) => {
    expect(goTo(target)).toMatchObject({ url: { href: sentTo }, isDeclared: true })
    if (!target.startsWith('/')) expect(goTo(new URL(target)).url.href).toBe(sentTo)
  })

  test.each(['http://127.0.0.1:3000/x', 'https://localhost:3000/x', 'http://[::1]:3000/x', 'http://127.8.9.1/x', 'http://0x7f.1/x'])(
    'to a loopback address that is not declared, for a value that allows it: %j',
    (target) => {
      expect(goTo(target)).toMatchObject({ isDeclared: false, isLoopback: true })
      expect(() => mayTravel(goTo(target), true, 'dev/stripe', {})).not.toThrow()
      expect(() => mayTravel(goTo(target), false, 'dev/stripe', {})).toThrow(refusal)
    },
  )
})

test('a call goes where it went before, however many went there', () => {
  // URL.canParse of Node 20 and 22 refuses such a host once V8 has optimised what calls it.
  const goings = Array.from({ length: 50_000 }, () => goTo('https://api.str\u00ADipe.com/v1').isDeclared)
  expect(new Set(goings)).toEqual(new Set([true]))
})

describe('a call may not go', () => {
  test.each([
    'http://api.stripe.com/v1',
    'wss://api.stripe.com/v1',
    'ftp://api.stripe.com/v1',
    'blob:https://api.stripe.com/v1',
    'javascript:alert(1)',
    'https://api.stripe.com:8443/v1',
    'https://files.stripe.com/v1',
    'https://api.stripe.com./v1',
    'https://аpi.stripe.com/v1', // a Cyrillic а
    'https://api.stripe.com.evil.test/v1',
    'https://evil.test/api.stripe.com',
    'https://api.stripe.com\t.evil.test/v1',
    'https://api.stripe.com\n.evil.test/v1',
    'https://api.stripe.com@evil.test/v1',
    'https://api.stripe.com%2f@evil.test/v1',
    'https://user@api.stripe.com/v1',
    'https://user:password@api.stripe.com/v1',
    'https://:password@api.stripe.com/v1',
    'https://stripe.com/v1',
    'https://169.254.169.254/latest',
    'https://2130706434.evil/v1',
    'http://127.0.0.1.evil.test/x',
    'http://localhost.evil.test/x',
    'http://localhost./x',
    'http://user@127.0.0.1:3000/x',
    'http://[::ffff:10.0.0.1]/x',
    'ws://127.0.0.1:3000/x',
    '//evil.test/v1',
    '//files.stripe.com:8443/v1',
    '//127.0.0.1:3000/v1',
    '/\\evil.test/v1',
    '\\\\evil.test/v1',
    '///evil.test/v1',
    '\t//evil.test/v1',
    '/\t/evil.test/v1',
    'http:/x',
    'v1/balance',
    '',
    ' ',
    'https://',
  ])('elsewhere: %j', (target) => {
    expect(() => goTo(target)).toThrow(refusal)
    if (URL.canParse(target)) expect(() => goTo(new URL(target))).toThrow(refusal)
  })

  test('by a path when no host is declared', () => {
    expect(() => goTo('/v1', [])).toThrow(refusal)
  })

  test('to any host but loopback while certificates are not checked', () => {
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    expect(() => mayTravel(goTo('/v1'), true, 'dev/stripe', env)).toThrow(refusal)
    expect(() => mayTravel(goTo('https://127.0.0.1/v1'), true, 'dev/stripe', env)).not.toThrow()
    expect(() => mayTravel(goTo('/v1'), true, 'dev/stripe', { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).not.toThrow()
  })

  test('anywhere but to a declared origin or to loopback, whatever text it is given', () => {
    const bits = [
      'https:',
      'http:',
      '/',
      '\\',
      '//',
      '@',
      ':',
      '.',
      '\t',
      '%2f',
      'api.stripe.com',
      'evil.test',
      '127.0.0.1',
      '443',
      '?',
      '#',
      ' ',
    ]
    const text = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...bits), { maxLength: 8 }).map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(text, (target) => {
        try {
          expect(goTo(target).url.href).toMatch(/^https:\/\/(api\.stripe\.com|files\.stripe\.com:8443)\/|^https?:\/\/127\.0\.0\.1(:\d+)?\//)
        } catch (error) {
          expect(error).toEqual(refusal)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

test('the refusal says where the call was going and where it may, and nothing of user info or query', () => {
  expect(() => goTo('https://evil.test/v1?key=sk_live_1')).toThrow(
    'a call with dev/stripe may not go to https://evil.test: its hosts are https://api.stripe.com, https://files.stripe.com:8443',
  )
  for (const target of ['https://user:sk_live_1@api.stripe.com/', 'https://api.stripe.com:sk_live_1/', 'sk_live_1']) {
    expect(() => goTo(target)).toThrow(expect.objectContaining({ message: expect.not.stringContaining('sk_live_1') }))
  }
})

test.each([
  'https://api.stripe.com',
  'api.stripe.com/v1',
  'user@api.stripe.com',
  'api.stripe.com?',
  'api\t.stripe.com',
  'api.stripe.com:x',
  '',
])('a declaration may not hold something that is no host: %j', (host) => {
  expect(() => goTo('/v1', [host])).toThrow(expect.objectContaining({ code: 'BAD_DECLARATION' }))
})
