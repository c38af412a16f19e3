import { expect, test } from 'vitest'
import { parsePolicy } from '../policy-document/parse-policy.ts'
import { resourcePolicyAllows } from './resource-policy.ts'

const functionArn = 'arn:aws:lambda:eu-west-1:111122223333:function:checkout'

/** What the Lambda Developer Guide has a public function URL granted. */
const publicUrl = parsePolicy(
  {
    Version: '2012-10-17',
    Statement: {
      Sid: 'public-url',
      Effect: 'Allow',
      Principal: '*',
      Action: 'lambda:InvokeFunctionUrl',
      Resource: functionArn,
      Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
    },
  },
  { kind: 'resource' },
)

const call = {
  principal: 'anonymous',
  action: 'lambda:InvokeFunctionUrl',
  resource: functionArn,
  context: { 'lambda:FunctionUrlAuthType': 'NONE' },
} as const

test('a public function URL may be called by anyone', () => {
  expect(resourcePolicyAllows(publicUrl, call)).toEqual({
    allowed: true,
    namedAs: 'anyone',
    by: { policy: 'resource policy', index: 0, sid: 'public-url' },
  })
})

test.each([
  ['its URL is switched to IAM', { context: { 'lambda:FunctionUrlAuthType': 'AWS_IAM' } }],
  ['it is another function', { resource: `${functionArn}2` }],
  ['it is invoked otherwise', { action: 'lambda:InvokeFunction' }],
])('it may not when %s', (_, difference) => {
  expect(resourcePolicyAllows(publicUrl, { ...call, ...difference }).allowed).toBe(false)
})

test('who did not sign is nobody of an account', () => {
  const policy = parsePolicy(
    { Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: '*', Resource: '*' } },
    { kind: 'resource' },
  )
  expect(resourcePolicyAllows(policy, call)).toMatchObject({ allowed: false, missing: { Principal: '*', Resource: [functionArn] } })
  expect(
    resourcePolicyAllows(policy, { ...call, principal: { arn: 'arn:aws:iam::111122223333:user/ann', accountId: '111122223333' } }),
  ).toMatchObject({ namedAs: 'account' })
})
