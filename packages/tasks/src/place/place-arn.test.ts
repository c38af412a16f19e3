import { expect, test } from 'vitest'
import { placeArn } from './place-arn.ts'

test('takes the ARN of a secret and of a parameter apart', () => {
  expect(placeArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf')).toEqual({
    service: 'secretsmanager',
    region: 'eu-west-1',
    accountId: '111122223333',
    name: 'prod/stripe',
  })
  expect(placeArn('arn:aws-cn:ssm:cn-north-1:111122223333:parameter/prod/key')).toMatchObject({ service: 'ssm', name: '/prod/key' })
  expect(placeArn('arn:aws:ssm:eu-west-1:111122223333:parameter/key').name).toBe('key')
  expect(placeArn('arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-b').name).toBe('a-b')
})

test.each([
  'arn:aws:s3:::bucket',
  'arn:aws:secretsmanager:eu-west-1:111122223333:prod/stripe',
  'arn:aws:ssm:eu-west-1:111122223333:document/x',
  'arn:aws:secretsmanager::111122223333:secret:x',
  'arn:',
])('refuses %s', (arn) => {
  expect(() => placeArn(arn)).toThrow('is not the ARN of a secret or a parameter')
})
