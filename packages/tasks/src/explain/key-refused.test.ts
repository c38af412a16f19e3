import { expect, test } from 'vitest'
import { identityOf } from './identity.ts'
import { isOfUnnamedKey, keyRemedy, keyStatement } from './key-refused.ts'
import { samSnippet } from './sam-snippet.ts'

const identity = identityOf('arn:aws:sts::111122223333:assumed-role/r/f')
const missing = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource }) as const
const at = { target: 'aws', aws: 'aws', region: 'eu-west-1' } as const
const denial = { who: identity.arn, action: 'kms:Decrypt', resource: undefined, isExplicit: false, policy: undefined, policyArn: undefined }
const services = (region: string) => ['secretsmanager', 'ssm'].map((service) => `${service}.${region}.amazonaws.com`)

test('the statement for a key that is not named leaves its place open, and never is for every key', () => {
  expect(keyStatement(missing('kms:Decrypt'), identity, 'eu-west-1')).toEqual({
    ...missing('kms:Decrypt', 'arn:aws:kms:eu-west-1:ACCOUNT:key/KEY'),
    Condition: { StringEquals: { 'kms:ViaService': services('eu-west-1') } },
  })
  expect(keyStatement(missing('kms:Encrypt'), identity, '*')).toEqual(missing('kms:Encrypt', 'arn:aws:kms:REGION:ACCOUNT:key/KEY'))
})

test('the statement for a key that is named is for that key, through the services of its region', () => {
  const key = 'arn:aws:kms:us-west-2:111122223333:key/1'
  expect(keyStatement(missing('kms:Decrypt', key), identity, 'eu-west-1')).toEqual({
    ...missing('kms:Decrypt', key),
    Condition: { StringEquals: { 'kms:ViaService': services('us-west-2') } },
  })
})

test.each(['kms:ListKeys', 'kms:CreateKey', 'kms:DescribeCustomKeyStores'])('what is about no key takes * alone: %s', (action) => {
  expect(isOfUnnamedKey({ action, resource: undefined })).toBe(false)
  expect(keyStatement(missing(action), identity, 'eu-west-1')).toEqual(missing(action))
})

test('says how to find a key that is not named, who has to be allowed, and whose policy decides', () => {
  const { explanation, steps } = keyRemedy({ denial, identity, at })
  expect(explanation).toContain('role r may not kms:Decrypt')
  for (const part of ['describe-secret', 'KeyMetadata.[Arn,KeyState]', 'to role r', 'get-key-policy'])
    expect(steps.join('\n')).toContain(part)
})

test("proposes grant for a function's role, since it finds the key by itself, and not where only the key's policy decides", () => {
  const grant = 'sallyport grant checkout --apply'
  expect(keyRemedy({ denial, identity, functionName: 'checkout', at }).steps[0]).toContain(grant)
  const others = [{ policy: 'resource-based policy' }, { action: 'kms:Encrypt' }] as const
  for (const other of others) {
    expect(keyRemedy({ denial: { ...denial, ...other }, identity, functionName: 'checkout', at }).steps.join()).not.toContain('grant')
  }
})

test('does not look for a key that is named', () => {
  const steps = keyRemedy({ denial: { ...denial, resource: 'arn:aws:kms:eu-west-1:444455556666:key/1' }, identity, at }).steps.join('\n')
  expect(steps).not.toContain('describe-secret')
  expect(steps).toContain('--key-id arn:aws:kms:eu-west-1:444455556666:key/1')
})

test("where the key's policy does not allow it the statement belongs there alone", () => {
  const steps = keyRemedy({ denial: { ...denial, policy: 'resource-based policy' }, identity, at }).steps.join('\n')
  expect(steps).toContain("add the statement to the key's policy")
  expect(steps).not.toContain('to role r')
})

test('proposes no change of a role that IAM would refuse', () => {
  const sso = identityOf('arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developers_0123456789abcdef/ann')
  expect(keyRemedy({ denial, identity: sso, at }).steps.join('\n')).toContain('permission set Developers')
})

test('a template of AWS SAM has the condition too', () => {
  expect(samSnippet(keyStatement(missing('kms:Decrypt', 'arn:aws:kms:us-west-2:1:key/1'), identity, '*'))).toContain(
    `        Condition:\n          StringEquals:\n            kms:ViaService: ${JSON.stringify(services('us-west-2'))}`,
  )
})
