import { expect, test } from 'vitest'
import { nameIn, regionIn } from './place.ts'

test.each([
  ['prod/key', {}, 'prod/key'],
  ['{stage}/key/{stage}', { SALLYPORT_STAGE: 'prod' }, 'prod/key/prod'],
  ['{stage}/key', {}, 'dev/key'],
  [{ env: 'KEY_ARN' }, { KEY_ARN: 'arn:aws:a' }, 'arn:aws:a'],
])('%j in %j is %s', (written, env, name) => {
  expect(nameIn(written, env)).toBe(name)
})

test('without a variable, or a stage in a function, nothing is read', () => {
  expect(() => nameIn({ env: 'KEY_ARN' }, { KEY_ARN: '' })).toThrow('is not set')
  expect(() => nameIn('{stage}/key', { AWS_LAMBDA_FUNCTION_NAME: 'shop' })).toThrow('SALLYPORT_STAGE is not set')
  expect(() => nameIn('{stage}/key', { SALLYPORT_STAGE: 'a/b' })).toThrow('SALLYPORT_STAGE is not set')
})

test('an ARN says its region', () => {
  expect(regionIn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf')).toEqual({ region: 'eu-west-1' })
  expect(regionIn('prod/key')).toEqual({})
})
