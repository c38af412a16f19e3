import { expect, test } from 'vitest'
import { denialIn, policyKinds } from './denial.ts'

const who = 'arn:aws:sts::111122223333:assumed-role/checkout-role/checkout'
const resource = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf'
const refused = `User: ${who} is not authorized to perform: secretsmanager:GetSecretValue on resource: ${resource}`

test.each(policyKinds.map((kind) => [kind] as const))('reads which kind of policy does not allow: %s', (policy) => {
  expect(denialIn(`${refused} because no ${policy} allows the secretsmanager:GetSecretValue action`)).toEqual({
    who,
    action: 'secretsmanager:GetSecretValue',
    resource,
    isExplicit: false,
    policy,
    policyArn: undefined,
  })
})

test.each(policyKinds.map((kind) => [kind] as const))('reads which kind of policy denies: %s', (policy) => {
  const article = policy === 'role trust policy' ? 'the' : policy === 'identity-based policy' ? 'an' : 'a'
  expect(denialIn(`${refused} with an explicit deny in ${article} ${policy}`)).toMatchObject({ isExplicit: true, policy, resource })
})

test('reads the ARN of the policy that denies, where AWS gives it', () => {
  const policyArn = 'arn:aws:organizations::111122223333:policy/o-abc/service_control_policy/p-123'
  expect(denialIn(`${refused} with an explicit deny in a service control policy: ${policyArn}`)).toMatchObject({ policyArn })
})

test.each([
  [
    'the SDK',
    `AccessDeniedException: ${refused} because no identity-based policy allows the secretsmanager:GetSecretValue action\n    at throwDefault`,
  ],
  ["AWS's command line", `An error occurred (AccessDeniedException) when calling the GetSecretValue operation: ${refused} because no x`],
  ['an SDK of version 1', `${refused} (Service: AWSSecretsManager; Status Code: 400; Error Code: AccessDeniedException; Request ID: 1)`],
  ['JSON', JSON.stringify({ errorMessage: refused, errorType: 'Error' })],
  ['a sentence', `${refused}.`],
])('finds it in the words of %s', (_name, text) => {
  expect(denialIn(text)).toMatchObject({ who, action: 'secretsmanager:GetSecretValue', resource, isExplicit: false })
})

test('reads a refusal that names no resource, and one that IAM names in two words', () => {
  const without = denialIn(
    `User: ${who} is not authorized to perform: secretsmanager:ListSecrets because no identity-based policy allows the x`,
  )
  expect(without).toMatchObject({ resource: undefined, policy: 'identity-based policy' })
  const iam = denialIn(
    `User: ${who} is not authorized to perform: iam:GetRole on resource: role checkout-role because no identity-based policy allows the x`,
  )
  expect(iam).toMatchObject({ resource: 'role checkout-role' })
})

test('is nothing where the words are others', () => {
  expect(denialIn('Access to KMS is not allowed')).toBeUndefined()
  expect(denialIn('')).toBeUndefined()
})
