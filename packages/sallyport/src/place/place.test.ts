import { expect, test } from 'vitest'
import { foundPlace } from './found-place.ts'
import { stageFrom } from './stage.ts'
import { placeOf } from './written-place.ts'

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:partner-AbCdEf'
const parameterArn = 'arn:aws-cn:ssm:cn-north-1:111122223333:parameter/prod/weather/key'

test.for([
  ['{stage}/stripe', { service: 'secretsmanager', name: '{stage}/stripe' }],
  ['{stage}/customers/{id}', { service: 'secretsmanager', name: '{stage}/customers/{id}' }],
  ['rds!db-1234', { service: 'secretsmanager', name: 'rds!db-1234' }],
  [secretArn, { service: 'secretsmanager', name: secretArn }],
  [`${secretArn}/{stage}`, { service: 'secretsmanager', name: `${secretArn}/{stage}` }],
  [{ env: 'STRIPE_ARN' }, { service: 'secretsmanager', variable: 'STRIPE_ARN' }],
  [{ parameter: '/{stage}/weather/key' }, { service: 'ssm', name: '/{stage}/weather/key' }],
  [{ parameter: parameterArn }, { service: 'ssm', name: parameterArn }],
  [{ parameter: { env: 'WEATHER_KEY' } }, { service: 'ssm', variable: 'WEATHER_KEY' }],
  [
    { parameter: '/list', type: 'StringList' },
    { service: 'ssm', name: '/list', type: 'StringList' },
  ],
] as const)('takes %j as a place', ([written, place]) => {
  expect(placeOf(written)).toEqual(place)
  expect(JSON.parse(JSON.stringify(placeOf(written)))).toStrictEqual(place)
})

test.for([
  ['{ID}/stripe'],
  ['{stge}/stripe'],
  ['{stage/stripe'],
  ['a}b'],
  [''],
  ['a b'],
  ['a\nb'],
  ['a:b'],
  ['arn:aws:iam::111122223333:role/a'],
  ['arn:aws:secretsmanager:evil.example.com/:111122223333:secret:a-AbCdEf'],
  ['arn:aws:secretsmanager:{stage}:111122223333:secret:a-AbCdEf'],
  ['arn:aws:secretsmanager:eu-west-1:1:secret:a-AbCdEf'],
  ['a'.repeat(1012)],
  [{ env: '' }],
  [{ env: 'A B' }],
  [{ env: 7 }],
  [{ parameter: '' }],
  [{ parameter: 'a:b' }],
  [{ parameter: {} }],
  [{}],
  [undefined],
  [null],
  [7],
])('refuses the place %j with a sentence that says what to give', ([written]) => {
  expect(() => placeOf(written)).toThrow(
    expect.objectContaining({
      code: 'BAD_DECLARATION',
      message: expect.stringMatching(/is not a place: give a name, ARN, /),
    }),
  )
})

test('puts the stage in each {stage}, and asks for it only where there is one', () => {
  expect(foundPlace(placeOf('{stage}/a-{stage}'), {}, { SALLYPORT_STAGE: 'prod' })).toMatchObject({
    id: 'prod/a-prod',
    name: 'prod/a-prod',
  })
  expect(foundPlace(placeOf('plain'), {}, { AWS_LAMBDA_FUNCTION_NAME: 'checkout' })).toMatchObject({ id: 'plain' })
  expect(foundPlace(placeOf(`${secretArn}/{stage}`), {}, { SALLYPORT_STAGE: 'prod' })).toMatchObject({
    id: `${secretArn}/prod`,
    region: 'eu-west-1',
  })
})

test('takes the name or ARN from the variable, and calls it by the ARN, else by the variable', () => {
  const place = placeOf({ env: 'STRIPE' })
  expect(foundPlace(place, {}, { STRIPE: secretArn })).toEqual({
    service: 'secretsmanager',
    id: secretArn,
    region: 'eu-west-1',
    name: secretArn,
    version: {},
  })
  expect(foundPlace(place, {}, { STRIPE: 'prod/stripe' })).toEqual({
    service: 'secretsmanager',
    id: 'prod/stripe',
    region: '',
    name: '$STRIPE',
    version: {},
  })
  expect(foundPlace(placeOf({ parameter: { env: 'WEATHER' } }), {}, { WEATHER: '/prod/key' })).toMatchObject({
    service: 'ssm',
    id: '/prod/key',
    name: '$WEATHER',
  })
})

test.for([
  undefined,
  '',
  'sk live 4711',
  '-----BEGIN PRIVATE KEY-----\nsk live 4711',
  'https://user:sk_live_4711@example.com',
  '{"key":"sk_live_4711"}',
])('throws PLACE_NOT_SET for a variable that holds %j, naming the variable and showing none of it', (held) => {
  const error = (() => {
    try {
      return foundPlace(placeOf({ env: 'STRIPE_SECRET' }), {}, { STRIPE_SECRET: held })
    } catch (thrown) {
      return thrown
    }
  })()
  expect(error).toMatchObject({
    code: 'PLACE_NOT_SET',
    message: 'there is no secret name or ARN: set STRIPE_SECRET',
  })
  expect(JSON.stringify(error) + String((error as Error).stack)).not.toContain('4711')
})

test('takes SALLYPORT_STAGE, then dev on a laptop', () => {
  expect(stageFrom({ SALLYPORT_STAGE: 'test' })).toBe('test')
  expect(stageFrom({ SALLYPORT_STAGE: '' })).toBe('dev')
  expect(stageFrom({})).toBe('dev')
})

test('takes the region of an ARN, then AWS_REGION, then AWS_DEFAULT_REGION', () => {
  const env = { AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'us-east-1' }
  expect(foundPlace(placeOf(secretArn), {}, env).region).toBe('eu-west-1')
  expect(foundPlace(placeOf('plain'), {}, env).region).toBe('eu-central-1')
  expect(foundPlace(placeOf('plain'), {}, { ...env, AWS_REGION: '' }).region).toBe('us-east-1')
})

test.for([
  { AWS_LAMBDA_FUNCTION_NAME: 'checkout' },
  { AWS_LAMBDA_FUNCTION_NAME: 'checkout', SALLYPORT_STAGE: '' },
  { SALLYPORT_STAGE: 'prod/x' },
  { SALLYPORT_STAGE: 'a'.repeat(33) },
  { SALLYPORT_STAGE: 'prod\n' },
  { SALLYPORT_STAGE: '$&' },
])('throws STAGE_NOT_SET in %j: in Lambda there is no silent dev', (env) => {
  expect(() => stageFrom(env)).toThrow(
    expect.objectContaining({ code: 'STAGE_NOT_SET', message: expect.stringContaining('SALLYPORT_STAGE') }),
  )
})
