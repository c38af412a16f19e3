import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../policy-document/parse-policy.ts'
import { mayAssume } from './may-assume.ts'
import type { AwsService, Identity } from './requester.ts'

const accountId = '111122223333'
const user: Identity = { arn: `arn:aws:iam::${accountId}:user/ann`, accountId }
const session: Identity = { arn: `arn:aws:sts::${accountId}:assumed-role/deploy/ci`, accountId }
const stranger: Identity = { arn: 'arn:aws:iam::444455556666:user/ann', accountId: '444455556666' }
const lambda: AwsService = { service: 'lambda.amazonaws.com' }

function decide(statements: readonly object[], principal: Identity | AwsService, context: Record<string, string> = {}) {
  const trust = parsePolicy(
    { Version: '2012-10-17', Statement: statements.map((each) => ({ Action: 'sts:AssumeRole', ...each })) },
    { kind: 'trust' },
  )
  return mayAssume(trust, { action: 'sts:AssumeRole', principal, context })
}

describe('a trust policy reaches', () => {
  test.each<[string, unknown, Identity | AwsService, string | undefined]>([
    ['the service it names', { Service: 'lambda.amazonaws.com' }, lambda, 'principal'],
    ['no other service', { Service: ['ec2.amazonaws.com'] }, lambda, undefined],
    ['no service by an account', { AWS: accountId }, lambda, undefined],
    ['the user it names', { AWS: user.arn }, user, 'principal'],
    ['no other user', { AWS: `arn:aws:iam::${accountId}:user/bob` }, user, undefined],
    ['no user of that name in another account', { AWS: user.arn }, stranger, undefined],
    ['everyone of an account by its id', { AWS: accountId }, user, 'account'],
    ['everyone of an account by its root', { AWS: `arn:aws:iam::${accountId}:root` }, session, 'account'],
    ['nobody of another account', { AWS: [accountId, `arn:aws:iam::${accountId}:root`] }, stranger, undefined],
    ['a session by its own ARN', { AWS: session.arn }, session, 'principal'],
    ['a session by its role', { AWS: `arn:aws:iam::${accountId}:role/deploy` }, session, 'principal'],
    ['a session by its role with a path', { AWS: `arn:aws:iam::${accountId}:role/team/x/deploy` }, session, 'principal'],
    ['no session of another role', { AWS: `arn:aws:iam::${accountId}:role/deploy2` }, session, undefined],
    ['no session of a role whose path has the name', { AWS: `arn:aws:iam::${accountId}:role/deploy/other` }, session, undefined],
    ['no session of the role of another account', { AWS: 'arn:aws:iam::444455556666:role/deploy' }, session, undefined],
    [
      'a role itself by its ARN',
      { AWS: `arn:aws:iam::${accountId}:role/deploy` },
      { arn: `arn:aws:iam::${accountId}:role/deploy`, accountId },
      'principal',
    ],
    ['anyone by *', '*', stranger, 'anyone'],
    ['anyone by AWS *', { AWS: '*' }, stranger, 'anyone'],
    ['the principal before the account when it names both', { AWS: [accountId, user.arn] }, user, 'principal'],
    ['nobody by an identity provider', { Federated: 'cognito-identity.amazonaws.com' }, user, undefined],
  ])('%s', (_, Principal, principal, namedAs) => {
    const decision = decide([{ Effect: 'Allow', Principal }], principal)
    expect(decision.allowed ? decision.namedAs : undefined).toBe(namedAs)
    const denied = decide(
      [
        { Effect: 'Allow', Principal: '*' },
        { Effect: 'Deny', Principal },
      ],
      principal,
    )
    expect(denied.allowed).toBe(namedAs === undefined)
  })
})

test('of two statements that allow, the one that names the principal is told', () => {
  const byAccount = { Sid: 'account', Effect: 'Allow', Principal: { AWS: accountId } }
  const byName = { Sid: 'name', Effect: 'Allow', Principal: { AWS: user.arn } }
  const named = { allowed: true, namedAs: 'principal' }
  expect(decide([byAccount, byName], user)).toMatchObject({ ...named, by: { policy: 'trust policy', index: 1, sid: 'name' } })
  expect(decide([byName, byAccount], user)).toMatchObject({ ...named, by: { index: 0 } })
})

test('conditions count', () => {
  const statement = { Effect: 'Allow', Principal: { AWS: accountId }, Condition: { StringEquals: { 'sts:ExternalId': 'k7' } } }
  expect(decide([statement], user, { 'sts:externalid': 'k7' }).allowed).toBe(true)
  expect(decide([statement], user, { 'sts:ExternalId': 'K7' }).allowed).toBe(false)
  expect(decide([statement], user).allowed).toBe(false)
})

test('another sts action allows no AssumeRole', () => {
  expect(decide([{ Effect: 'Allow', Principal: '*', Action: ['sts:TagSession', 'sts:AssumeRoleWith*'] }], user).allowed).toBe(false)
})

test('the missing statement names who asked', () => {
  expect(decide([{ Effect: 'Allow', Principal: { AWS: stranger.arn } }], lambda)).toEqual({
    allowed: false,
    reason: 'implicitDeny',
    missing: { Effect: 'Allow', Principal: { Service: ['lambda.amazonaws.com'] }, Action: ['sts:AssumeRole'] },
  })
})
