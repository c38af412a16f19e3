import { expect, test } from 'vitest'
import { looksLikePlace, looksLikeSetting } from './shown-name.ts'

test.each(['prod/stripe', '/dev/weather/key', 'shop/prod/stripe-key-v2', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:x-AbCdEf'])(
  '%s is a name and shown',
  (text) => expect(looksLikePlace(text)).toBe(true),
)

test.each([
  'sk_live_51Hx9QzZk3vQ9mXr27Lb',
  'hunter2',
  'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  'T00000000/B00000000/XyZ123abC9',
  'https://u:p@x/y',
  '',
])('%j may be a key and is not', (text) => expect(looksLikePlace(text)).toBe(false))

test('a parameter’s default is shown where it is a word, and the parameter is not called as secrets are', () => {
  expect(looksLikeSetting('Stage', 'prod')).toBe(true)
  expect(looksLikeSetting('Region', 'eu-west-1')).toBe(true)
  expect(looksLikeSetting('DbPassword', 'hunter2')).toBe(false)
  expect(looksLikeSetting('Value', 'Zk3vQ9mXr27Lb')).toBe(false)
})
