import { parsePolicy, resourcePolicyAllows } from '@sallyport/iam'
import { expect, test } from 'vitest'
import { permissionStatement } from './permission-statement.ts'

const arn = 'arn:aws:lambda:eu-west-1:123456789012:function:checkout'
const public_ = { StatementId: 'public', Action: 'lambda:InvokeFunctionUrl', Principal: '*', FunctionUrlAuthType: 'NONE' } as const

test('writes the two statements that a public URL needs, as the policies of AWS have them', () => {
  expect(permissionStatement(public_, arn, 'aws')).toEqual({
    Sid: 'public',
    Effect: 'Allow',
    Principal: '*',
    Action: ['lambda:InvokeFunctionUrl'],
    Resource: [arn],
    Condition: { StringEquals: { 'lambda:FunctionUrlAuthType': ['NONE'] } },
  })
  const invoke = { StatementId: 'invoke', Action: 'lambda:InvokeFunction', Principal: '*', InvokedViaFunctionUrl: true }
  expect(permissionStatement(invoke, arn, 'aws')).toMatchObject({ Condition: { Bool: { 'lambda:InvokedViaFunctionUrl': ['true'] } } })
})

test.each([
  ['*', '*'],
  ['444455556666', { AWS: ['arn:aws:iam::444455556666:root'] }],
  ['arn:aws:iam::444455556666:role/deploy', { AWS: ['arn:aws:iam::444455556666:role/deploy'] }],
  ['secretsmanager.amazonaws.com', { Service: ['secretsmanager.amazonaws.com'] }],
])('reads the principal %s', (principal, read) => {
  expect(permissionStatement({ ...public_, Principal: principal }, arn, 'aws')?.Principal).toEqual(read)
})

test.each(['nobody', '12345', 'arn:aws:s3:::bucket', 'lambda.amazonaws.com.evil.example'])('knows no principal in %s', (principal) => {
  expect(permissionStatement({ ...public_, Principal: principal }, arn, 'aws')).toBeUndefined()
})

test('writes only what the evaluation of policies knows', () => {
  const all = {
    ...public_,
    SourceArn: 'arn:aws:s3:::b',
    SourceAccount: '123456789012',
    EventSourceToken: 't',
    PrincipalOrgID: 'o-1234567890',
  }
  const statement = permissionStatement({ ...all, InvokedViaFunctionUrl: true }, arn, 'aws')
  const policy = parsePolicy({ Version: '2012-10-17', Statement: [statement] }, { kind: 'resource' })
  expect(resourcePolicyAllows(policy, { principal: 'anonymous', action: public_.Action, resource: arn, context: {} }).allowed).toBe(false)
})
