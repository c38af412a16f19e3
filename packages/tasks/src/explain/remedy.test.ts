import { expect, test } from 'vitest'
import { type Denial, type PolicyKind, policyKinds } from '../account/denial.ts'
import { identityOf } from './identity.ts'
import type { RefusedAt } from './refused-at.ts'
import { remedyFor } from './remedy.ts'

const arn = 'arn:aws:sts::111122223333:assumed-role/checkout-role/checkout'

const onAws: RefusedAt = { target: 'aws', aws: 'aws', region: 'eu-west-1' }

function remedy(denial: Partial<Denial>, functionName?: string, at = onAws) {
  const all: Denial = {
    who: arn,
    action: 'secretsmanager:GetSecretValue',
    resource: 'prod/stripe',
    isExplicit: false,
    policy: 'identity-based policy',
    policyArn: undefined,
    ...denial,
  }
  const statement = { Effect: 'Allow', Action: all.action, Resource: 'arn:aws:x' } as const
  const { explanation, steps } = remedyFor({ denial: all, identity: identityOf(all.who), statement, functionName, at })
  return { explanation, steps: steps.join('\n') }
}

test("proposes grant for a function's role, and the statement by hand for any other", () => {
  expect(remedy({}, 'checkout').steps).toContain('sallyport grant checkout --apply')
  expect(remedy({}).steps).toMatch(/aws iam put-role-policy --role-name checkout-role .*"Resource":"arn:aws:x"/)
  expect(remedy({}).steps).not.toContain('sallyport grant')
  expect(remedy({ who: 'arn:aws:iam::111122223333:user/team/ann' }).steps).toContain('aws iam put-user-policy --user-name ann')
})

test.each(policyKinds.map((policy) => [policy] as const))('never proposes a statement against a deny in: %s', (policy) => {
  const { explanation, steps } = remedy({ isExplicit: true, policy }, 'checkout')
  expect(explanation).toContain(policy)
  expect(steps).toContain('take the deny out')
  expect(steps).not.toMatch(/grant|put-role-policy/)
})

test.each<[PolicyKind, string]>([
  ['permissions boundary', 'get-role --role-name checkout-role'],
  ['session policy', 'AssumeRole'],
  ['service control policy', 'management account'],
  ['resource control policy', 'management account'],
  ['VPC endpoint policy', 'describe-vpc-endpoints'],
  ['role trust policy', 'update-assume-role-policy'],
  ['resource-based policy', 'get-resource-policy --secret-id prod/stripe'],
])('says who keeps a %s, since a statement on the role would not help', (policy, where) => {
  const { steps } = remedy({ policy }, 'checkout')
  expect(steps).toContain(where)
  expect(steps).not.toMatch(/grant|put-role-policy/)
})

test('points to the key policy of a key', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1'
  expect(remedy({ policy: 'resource-based policy', action: 'kms:Decrypt', resource: key }).steps).toContain(
    `get-key-policy --policy-name default --key-id ${key}`,
  )
})

test("says that another account's secret needs its owner as well", () => {
  const resource = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:partner-AbCdEf'
  expect(remedy({ resource }).steps).toContain('account 444455556666 owns it')
  expect(remedy({ resource: resource.replace('444455556666', '111122223333') }).steps).not.toContain('owns it')
})

test("says of another account's role that its trust policy decides, and proposes no grant for it", () => {
  const { steps } = remedy({ action: 'sts:AssumeRole', resource: 'arn:aws:iam::444455556666:role/other' }, 'checkout')
  expect(steps).toContain('trust policy')
  expect(steps).not.toMatch(/resource policy|kms:Decrypt|sallyport grant/)
})

test('says that a secret which is not stored is refused in the same words', () => {
  expect(remedy({}).steps).toContain('not stored')
  expect(remedy({ resource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf' }).steps).not.toContain('not stored')
  expect(remedy({ action: 'secretsmanager:PutSecretValue' }).steps).not.toContain('not stored')
})

test('names the policy that denies, where AWS names it', () => {
  const policyArn = 'arn:aws:organizations::1:policy/o/service_control_policy/p-1'
  expect(remedy({ isExplicit: true, policy: 'service control policy', policyArn }).explanation).toContain(policyArn)
})

test.each([undefined, ...policyKinds])('on loopback every command is for loopback: %s', (policy) => {
  const at = { target: 'local', aws: 'aws --endpoint-url http://127.0.0.1:9', region: 'us-east-1' } as const
  for (const functionName of ['checkout', undefined]) {
    for (const isExplicit of [true, false]) {
      const { steps } = remedy({ policy, isExplicit }, functionName, at)
      expect(steps).not.toMatch(/\baws (?!--endpoint-url http:\/\/127\.0\.0\.1:9 )[a-z]/)
      expect(steps).not.toMatch(/sallyport (?:grant|list)(?![^"]* --local")/)
      const first = steps.indexOf('--endpoint-url')
      if (first !== -1) expect(steps.slice(0, first)).toContain('eval "$(sallyport local env)"')
    }
  }
})

const assumed = (role: string) => `arn:aws:sts::111122223333:assumed-role/${role}/session`

test.each([
  [assumed('AWSReservedSSO_Developers_0123456789abcdef'), 'permission set Developers'],
  [assumed('AWSServiceRoleForAutoScaling'), 'service-linked role'],
  ['arn:aws:iam::111122223333:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX', 'service-linked role'],
  ['arn:aws:sts::111122223333:federated-user/bob', 'GetFederationToken'],
  ['arn:aws:iam::111122223333:root', 'root user'],
  ['anonymous', 'not signed'],
])('proposes no change of IAM that AWS would refuse: %s', (who, where) => {
  for (const policy of [undefined, ...policyKinds] as const) {
    for (const isExplicit of [true, false]) {
      const { explanation, steps } = remedy({ who, policy, isExplicit }, 'checkout')
      expect(steps).not.toMatch(/put-(?:role|user)-policy|sallyport grant|--role-name ROLE/)
      if (policy === undefined && !isExplicit) expect(`${explanation}\n${steps}`).toContain(where)
    }
  }
})

test("says of a federated user's session policy who gives it", () => {
  const { steps } = remedy({ who: 'arn:aws:sts::111122223333:federated-user/bob', policy: 'session policy' })
  expect(steps).toContain('GetFederationToken')
  expect(steps).not.toContain('AssumeRole')
})
