import { policyOf, secretReadStatement } from '@sallyport/iam'
import { expect, test } from 'vitest'
import { asKeyReferences, keyReference, keysIn, withKeyArns } from './key-reference.ts'
import { ownAccount, withPseudoParameters } from './own-account.ts'

const own = `arn:\${AWS::Partition}:kms:\${AWS::Region}:\${AWS::AccountId}:key/`
const keys = [`\${Key.Arn}`, `\${KeyParameter}`, `${own}\${Key}`, 'arn:aws-cn:kms:cn-north-1:444455556666:key/1234abcd', `${own}1234abcd`]

test.each(keys)('%s may stand in a policy, and comes out as the template has it', (key) => {
  const reading = secretReadStatement({ place: { name: 'prod/stripe' }, ...ownAccount, kmsKeyArn: keyReference(key) })
  const text = JSON.stringify(withPseudoParameters(policyOf(reading)))
  expect(withKeyArns(text)).toContain(`"Resource":["${key}"]`)
  expect(withKeyArns(asKeyReferences(withKeyArns(text), keysIn(text)))).toBe(withKeyArns(text))
  expect(asKeyReferences(withKeyArns(text), keysIn(text))).toBe(text)
})
