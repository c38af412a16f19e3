import { describe, expect, test } from 'vitest'
import { isPlainSetting, whySecretValue } from './value-look.ts'

/** Put together here, so that no scanner takes this file for a leak. */
const made = (...parts: readonly string[]) => parts.join('')
const mixed = 'Zk3vQ9mXr27LbTfWc81HdNsE4uPa'

describe('a value is a secret by its look', () => {
  test.each([
    ['a private key', `-----BEGIN ${made('RSA PRIVATE', ' KEY')}-----\nMIIE\n`, 'it is a private key'],
    ['a URL with a password', 'postgres://shop:pa55@db.example.com/orders', 'it is a URL with a password'],
    ['a URL with a password alone', 'redis://:pa55@cache.example.com', 'it is a URL with a password'],
    ['a key of Stripe', made('sk_', 'live_', mixed), 'it has the form of a credential of Stripe'],
    ['a token of GitHub', made('gh', 'p_', mixed, mixed), 'it has the form of a credential of GitHub'],
    ['a web hook of Slack', made('https://hooks.slack', '.com/services/T00/B00/', mixed), 'it has the form of a credential of Slack'],
    ['a JSON Web Token', made('eyJhbGciOiJIUzI1NiJ9', '.eyJzdWIiOiIxMjM0NTY3ODkwIn0', '.', mixed), 'it has the form of a JSON Web Token'],
    ['a long random text', mixed, 'it is a long random text'],
    ['forty hexadecimal digits', '3f9c1e07b2d84a6f5e0c9b1a7d3f2e8c4b6a1d90', 'it is a long random text'],
  ])('%s', (_name, value, because) => {
    expect(whySecretValue(value, 'nothing')).toBe(because)
    expect(because).not.toContain(value)
  })
})

test.each([
  'https://api.shop.example/v1?limit=10',
  'arn:aws:secretsmanager:eu-west-1:111122223333:secret:dev/stripe-AbCdEf',
  '6f9619ff-8b86-d011-b42d-00cf4fc964ff',
  'the-name-of-a-rather-long-table-2024',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'shop-orders-production-eu-west-1',
  '',
])('%s is none', (value) => {
  expect(whySecretValue(value, 'nothing')).toBeUndefined()
})

test('what is meant to be seen may look random', () => {
  expect(whySecretValue(mixed, 'public')).toBeUndefined()
})

test.each([
  'true',
  'INFO',
  '30',
  'https://id.example/token',
  'arn:aws:kms:eu-west-1:1:key/2',
  '/shop/weather/key',
  'shop/report',
  '<your key>',
  '  ',
])('a variable may be called a key and hold the setting %s', (value) => {
  expect(isPlainSetting(value)).toBe(true)
})

test.each(['hunter2', 'p', 'correct horse', 'postgres://shop:pa55@db.example.com', '/Ab+9/xyzzy=='])('%s is no plain setting', (value) => {
  expect(isPlainSetting(value)).toBe(false)
})
