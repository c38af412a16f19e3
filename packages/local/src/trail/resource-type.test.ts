import { expect, test } from 'vitest'
import { resourceType } from './resource-type.ts'

test.each([
  ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf', 'AWS::SecretsManager::Secret'],
  ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/key', 'AWS::SSM::Parameter'],
  ['arn:aws-cn:iam::111122223333:role/team/checkout', 'AWS::IAM::Role'],
  ['arn:aws:lambda:eu-west-1:111122223333:function:checkout', 'AWS::Lambda::Function'],
  ['arn:aws:ssm:eu-west-1:111122223333:*', undefined],
  ['stripe', undefined],
])('%s is of type %s', (arn, type) => {
  expect(resourceType(arn)).toBe(type)
})
