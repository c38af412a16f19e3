import { expect, test } from 'vitest'
import { refusalOfVariables } from './function-variables.ts'

test('takes variables of up to 4 KB', () => {
  expect(refusalOfVariables({ STAGE: 'dev', AWS_ENDPOINT_URL: 'http://127.0.0.1:4566' })).toBeUndefined()
  expect(refusalOfVariables({ LONG: 'x'.repeat(4000) })).toBeUndefined()
})

test('refuses the names that are reserved for Lambda, by name', () => {
  expect(refusalOfVariables({ AWS_REGION: 'eu-west-1', STAGE: 'dev', _HANDLER: 'x' })).toMatch(
    /Reserved keys used in this request: AWS_REGION, _HANDLER$/,
  )
})

test.each([
  [{ LONG: 'planted-value'.repeat(400) }],
  [{ '1ST': 'planted-value' }],
  [{ 'A=B': 'planted-value' }],
  [{ STAGE: 'planted-value\0' }],
])('refuses what a process could not be given, without showing a value', (variables) => {
  expect(refusalOfVariables(variables)).toMatch(/^Lambda was unable to configure/)
  expect(refusalOfVariables(variables)).not.toContain('planted-value')
})
