import { expect, test } from 'vitest'
import { withStage } from './place.ts'
import { stageFrom } from './stage.ts'
import { placeOf } from './written-place.ts'

test('takes a string as a secret and { parameter } as a parameter', () => {
  expect(placeOf('{stage}/stripe')).toEqual({ service: 'secretsmanager', name: '{stage}/stripe' })
  expect(placeOf({ parameter: '/{stage}/weather/key' })).toEqual({ service: 'ssm', name: '/{stage}/weather/key' })
  expect(placeOf('rds!db-1234')).toEqual({ service: 'secretsmanager', name: 'rds!db-1234' })
})

test.for([
  ['{id}/stripe'],
  ['{stge}/stripe'],
  ['a}b'],
  [''],
  ['a b'],
  ['a\nb'],
  ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf'],
  ['a'.repeat(1012)],
  [{ env: 'STRIPE_ARN' }],
  [{ parameter: { env: 'A' } }],
  [{ parameter: '{id}' }],
  [{ parameter: 'a:b' }],
  [{}],
  [undefined],
  [null],
  [7],
])('refuses the place %j with a sentence that says what to give', ([written]) => {
  expect(() => placeOf(written)).toThrow(
    expect.objectContaining({
      code: 'BAD_DECLARATION',
      message: expect.stringMatching(/is not a place: give the name of a secret or/),
    }),
  )
})

test('puts the stage in each {stage}, and asks for it only where there is one', () => {
  const none = () => {
    throw new Error('not asked for')
  }
  expect(withStage('{stage}/a-{stage}', () => 'prod')).toBe('prod/a-prod')
  expect(withStage('plain', none)).toBe('plain')
})

test('takes the configured stage, then SALLYPORT_STAGE, then dev on a laptop', () => {
  expect(stageFrom('prod', { SALLYPORT_STAGE: 'test' })).toBe('prod')
  expect(stageFrom(undefined, { SALLYPORT_STAGE: 'test' })).toBe('test')
  expect(stageFrom(undefined, { SALLYPORT_STAGE: '' })).toBe('dev')
  expect(stageFrom(undefined, {})).toBe('dev')
})

test.for([
  [undefined, { AWS_LAMBDA_FUNCTION_NAME: 'checkout' }],
  [undefined, { AWS_LAMBDA_FUNCTION_NAME: 'checkout', SALLYPORT_STAGE: '' }],
  [undefined, { SALLYPORT_STAGE: 'prod/x' }],
  [undefined, { SALLYPORT_STAGE: 'a'.repeat(33) }],
  ['', {}],
  ['prod\n', {}],
  ['$&', {}],
] as const)('throws STAGE_NOT_SET for %j in %j: in Lambda there is no silent dev', ([configured, env]) => {
  expect(() => stageFrom(configured, env)).toThrow(
    expect.objectContaining({ code: 'STAGE_NOT_SET', message: expect.stringContaining('SALLYPORT_STAGE') }),
  )
})
