import { expect, test } from 'vitest'
import { keyRemedy } from './key-remedy.ts'

const at = { target: 'aws', aws: 'aws', region: 'eu-west-1' } as const
const denial = {
  who: 'arn:aws:sts::111122223333:assumed-role/r/f',
  action: 'kms:Decrypt',
  resource: undefined,
  isExplicit: false,
  policy: undefined,
  policyArn: undefined,
}

test('says how to find a key that is not named, who has to be allowed, and whose policy decides', () => {
  const { explanation, steps } = keyRemedy({ denial, at })
  expect(explanation).toContain('role r may not kms:Decrypt')
  for (const part of ['describe-secret', 'KeyMetadata.[Arn,KeyState]', 'to role r', 'get-key-policy', 'leave the Condition out'])
    expect(steps.join('\n')).toContain(part)
})

test("proposes grant for a function's role, since it finds the key by itself, and not where only the key's policy decides", () => {
  const grant = 'sallyport grant checkout --apply'
  expect(keyRemedy({ denial, functionName: 'checkout', at }).steps[0]).toContain(grant)
  const others = [{ policy: 'resource-based policy' }, { action: 'kms:Encrypt' }] as const
  for (const other of others) {
    expect(keyRemedy({ denial: { ...denial, ...other }, functionName: 'checkout', at }).steps.join()).not.toContain('grant')
  }
})

test('does not look for a key that is named', () => {
  const steps = keyRemedy({ denial: { ...denial, resource: 'arn:aws:kms:eu-west-1:444455556666:key/1' }, at }).steps.join('\n')
  expect(steps).not.toContain('describe-secret')
  expect(steps).toContain('--key-id arn:aws:kms:eu-west-1:444455556666:key/1')
})

test("where the key's policy does not allow it the statement belongs there alone", () => {
  const steps = keyRemedy({ denial: { ...denial, policy: 'resource-based policy' }, at }).steps.join('\n')
  expect(steps).toContain("add the statement to the key's policy")
  expect(steps).not.toContain('to role r')
})

test('proposes no change of a role that IAM would refuse', () => {
  const sso = 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developers_0123456789abcdef/ann'
  expect(keyRemedy({ denial: { ...denial, who: sso }, at }).steps.join('\n')).toContain(
    'IAM lets nobody change role AWSReservedSSO_Developers_0123456789abcdef: whoever manages IAM Identity Center adds the statement to the inline policy of permission set Developers',
  )
})
