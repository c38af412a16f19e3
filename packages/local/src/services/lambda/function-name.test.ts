import { expect, test } from 'vitest'
import { functionReference } from './function-name.ts'

test.each([
  ['checkout', { name: 'checkout' }],
  ['checkout:$LATEST', { name: 'checkout', qualifier: '$LATEST' }],
  ['checkout:v1', { name: 'checkout', qualifier: 'v1' }],
  ['function:checkout', { name: 'checkout' }],
  ['123456789012:function:checkout', { name: 'checkout', accountId: '123456789012' }],
  ['arn:aws:lambda:eu-west-1:123456789012:function:checkout', { name: 'checkout', accountId: '123456789012', region: 'eu-west-1' }],
  [
    'arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:checkout:$LATEST',
    { name: 'checkout', accountId: '123456789012', region: 'us-gov-west-1', qualifier: '$LATEST' },
  ],
])('reads %s', (text, reference) => {
  expect(functionReference(text)).toEqual(reference)
})

test.each(['', 'a b', 'checkout:', 'checkout:a:b', 'arn:aws:s3:::bucket', 'arn:aws:lambda:eu-west-1:function:checkout', 'a/b'])(
  'knows no function in %j',
  (text) => {
    expect(functionReference(text)).toBeUndefined()
  },
)
