import { expect, test } from 'vitest'
import type { Account } from './account.ts'
import { taskErrorOf } from './aws-error.ts'

const account: Pick<Account, 'target' | 'describe'> = {
  target: 'aws',
  describe: async () => ({ target: 'aws', accountId: '123456789012', partition: 'aws', region: 'eu-west-1', endpoint: undefined }),
}
const failure = (name: string, fields: object = {}) => Object.assign(new Error('told so'), { name, ...fields })
const codeOf = async (error: unknown) => (await taskErrorOf(error, account))?.code

test.each([
  ['AccessDeniedException', {}, 'DENIED'],
  ['AccessDenied', {}, 'DENIED'],
  ['ExpiredTokenException', {}, 'CREDENTIALS'],
  ['CredentialsProviderError', {}, 'CREDENTIALS'],
  ['ResourceNotFoundException', {}, 'NOT_FOUND'],
  ['ParameterNotFound', {}, 'NOT_FOUND'],
  ['NoSuchEntityException', {}, 'NOT_FOUND'],
  ['ThrottlingException', {}, 'THROTTLED'],
  ['Error', { code: 'ECONNREFUSED' }, 'UNREACHABLE'],
  ['TimeoutError', {}, 'UNREACHABLE'],
  ['InternalServiceError', { $metadata: { httpStatusCode: 500 } }, 'UNREACHABLE'],
  ['LimitExceededException', { $metadata: { httpStatusCode: 400 } }, 'AWS_REFUSED'],
])('%s %j is %s', async (name, fields, code) => {
  expect(await codeOf(failure(name, fields))).toBe(code)
})

test('a mistake of ours stays one', async () => {
  expect(await codeOf(new TypeError('x is not a function'))).toBeUndefined()
  expect(await codeOf(failure('toString'))).toBeUndefined()
})

test('a value that AWS repeats in its words is left out', async () => {
  const error = Object.assign(new Error("1 validation error detected: Value 'sk_live_planted' at 'value' failed to satisfy constraint"), {
    name: 'ValidationException',
  })
  const told = await taskErrorOf(error, account)
  expect(told?.message).toContain("Value at 'value'")
  expect(told?.message).not.toContain('planted')
})
