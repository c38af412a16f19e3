import { expect, test } from 'vitest'
import { internalErrorText } from './internal-error.ts'

test('an error of the server’s own is told by its kind and place, never by its message', () => {
  const text = internalErrorText(new TypeError('planted\n    at planted (planted:1:1)\nplanted'), 'GetSecretValue')
  expect(text).toMatch(/^sallyport: GetSecretValue failed with TypeError\n {4}at .*internal-error\.test\.ts/)
  expect(text).not.toContain('planted')
})

test('an error whose message was changed after it was made shows no place rather than the message it began with', () => {
  const error = new Error('planted')
  expect(error.stack).toContain('planted') // the stack is written when it is first read
  error.message = 'changed'
  expect(internalErrorText(error, 'GetSecretValue')).toBe('sallyport: GetSecretValue failed with Error\n')
})

test('what is thrown and is no error is told by its type', () => {
  expect(internalErrorText('planted', 'a request')).toBe('sallyport: a request failed with string\n')
})
