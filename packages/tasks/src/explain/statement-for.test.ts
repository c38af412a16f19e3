import { expect, test } from 'vitest'
import { identityOf } from './identity.ts'
import { statementFor } from './statement-for.ts'

const identity = identityOf('arn:aws:sts::111122223333:assumed-role/checkout-role/checkout')
const secret = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:stripe-AbCdEf'
const missing = (Action: string, Resource = secret) => ({ Effect: 'Allow', Action, Resource }) as const
const role = { AWS: 'arn:aws:iam::111122223333:role/checkout-role' }

test.each(['identity-based policy', 'permissions boundary', 'service control policy', 'session policy', undefined] as const)(
  'a %s takes no principal',
  (policy) => {
    const action = 'secretsmanager:GetSecretValue'
    expect(statementFor({ action, policy }, identity, missing(action))).toEqual(missing(action))
  },
)

test.each(['secretsmanager:GetSecretValue', 'kms:Decrypt'])('the policy of a resource names the role, and itself as *: %s', (action) => {
  expect(statementFor({ action, policy: 'resource-based policy' }, identity, missing(action))).toEqual({
    Effect: 'Allow',
    Principal: role,
    Action: action,
    Resource: '*',
  })
})

test("a function's policy names the function", () => {
  const [action, resource] = ['lambda:InvokeFunction', 'arn:aws:lambda:eu-west-1:111122223333:function:checkout']
  expect(statementFor({ action, policy: 'resource-based policy' }, identity, missing(action, resource)).Resource).toBe(resource)
})

test('a trust policy names who may assume the role, and no resource', () => {
  const action = 'sts:AssumeRole'
  const statement = statementFor({ action, policy: 'role trust policy' }, identity, missing(action, 'arn:aws:iam::444455556666:role/other'))
  expect(statement).toEqual({ Effect: 'Allow', Principal: role, Action: action })
})

test("an endpoint's policy names role and secret", () => {
  const action = 'secretsmanager:GetSecretValue'
  expect(statementFor({ action, policy: 'VPC endpoint policy' }, identity, missing(action))).toEqual({
    Effect: 'Allow',
    Principal: role,
    Action: action,
    Resource: secret,
  })
})

test('the policy of a resource names a role of IAM Identity Center by a pattern, since its path is not in the ARN of its session', () => {
  const sso = identityOf('arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developers_0123456789abcdef/ann')
  const action = 'secretsmanager:GetSecretValue'
  expect(statementFor({ action, policy: 'resource-based policy' }, sso, missing(action))).toEqual({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::111122223333:root' },
    Action: action,
    Resource: '*',
    Condition: {
      ArnLike: { 'aws:PrincipalArn': ['arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_Developers_*'] },
    },
  })
})
