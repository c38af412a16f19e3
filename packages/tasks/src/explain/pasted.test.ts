import { expect, test } from 'vitest'
import { pasted } from './pasted.ts'

const denied = 'User: arn:aws:iam::1:user/a is not authorized to perform: ssm:GetParameter on resource: arn:aws:ssm:eu-west-1:1:parameter/x'

test.each([
  ['as it is', denied],
  ['broken into lines', denied.replaceAll(' ', '\n')],
  ['in colours', `\x1b[31m${denied}\x1b[0m`],
  ['inside JSON inside JSON', JSON.stringify(JSON.stringify({ errorMessage: denied }))],
])('finds a refusal %s', (_name, text) => {
  expect(pasted(text)).toMatchObject({
    form: 'denial',
    denial: { who: 'arn:aws:iam::1:user/a', action: 'ssm:GetParameter', resource: 'arn:aws:ssm:eu-west-1:1:parameter/x' },
  })
})

const role = 'arn:aws:sts::111122223333:assumed-role/r/f'
const reasons =
  'because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access'

test.each([
  [`kms:Decrypt on the resource associated with this ciphertext ${reasons}`, { resource: undefined }],
  [
    'kms:Decrypt on the resource associated with this ciphertext because no identity-based policy allows the kms:Decrypt action',
    { policy: 'identity-based policy' },
  ],
  [
    `kms:Decrypt on resource: arn:aws:kms:eu-west-1:444455556666:key/1 ${reasons}`,
    { resource: 'arn:aws:kms:eu-west-1:444455556666:key/1' },
  ],
])('tells a key that may not be used, and by whom: %s', (rest, denial) => {
  expect(pasted(`User: ${role} is not authorized to perform: ${rest}`)).toMatchObject({
    form: 'key',
    denial: { who: role, action: 'kms:Decrypt', ...denial },
  })
})

test.each([
  'kms:Decrypt on resource: arn:aws:kms:eu-west-1:1:key/1 because no identity-based policy allows the kms:Decrypt action',
  'kms:Decrypt on the resource associated with this ciphertext with an explicit deny in a service control policy',
  'kms:ListAliases because no identity-based policy allows the kms:ListAliases action',
])('what names its key, a deny or no key at all is a refusal like others: %s', (rest) => {
  expect(pasted(`User: ${role} is not authorized to perform: ${rest}`)).toMatchObject({
    form: 'denial',
    denial: { isExplicit: rest.includes('explicit deny') },
  })
})

const wrapped = `User: arn:aws:sts::1:assumed-role/my-role/my-fn is not authorized to perform: secretsmanager:GetSecretValue on resource: prod/stripe because no identity-based policy allows the secretsmanager:GetSecretValue action`

test.each([
  ['my-', 'fn is not'],
  ['Get', 'SecretValue on'],
  ['prod/st', 'ripe because'],
  ['identity-', 'based policy'],
])('finds one that a terminal has broken inside a word: %s|%s', (before, after) => {
  for (const end of ['\n', '\r\n', '\\n']) {
    expect(pasted(wrapped.replace(`${before}${after}`, `${before}${end}${after}`))).toEqual(pasted(wrapped))
  }
})

test('finds one that a terminal has broken every 40 characters', () => {
  expect(pasted(wrapped.replace(/.{40}/g, '$&\n'))).toEqual(pasted(wrapped))
})

test('takes no next line for the end of a name', () => {
  expect(pasted(`${denied}\nRequestId: 1`)).toEqual(pasted(denied))
})

test('finds the statement that a function named', () => {
  const said =
    'role checkout-role may not read secret prod/stripe, or it is not stored: add {"Effect":"Allow","Action":"secretsmanager:GetSecretValue","Resource":"arn:aws:secretsmanager:eu-west-1:1:secret:prod/stripe-??????"} to its policy'
  const found = { form: 'runtime', role: 'checkout-role', action: 'secretsmanager:GetSecretValue' }
  expect(pasted(`ACCESS_DENIED ${said}`)).toMatchObject(found)
  expect(pasted(JSON.stringify({ errorMessage: said }))).toMatchObject(found)
})

test('finds the function that it names, where it knows its name', () => {
  const said = (name: string) =>
    `role r may not read secret x: add {"Effect":"Allow","Action":"ssm:GetParameter","Resource":"arn:x"} to its policy, or run "sallyport grant ${name}"`
  expect(pasted(said('checkout'))).toMatchObject({ functionName: 'checkout' })
  expect(pasted(said('FUNCTION'))).toMatchObject({ functionName: undefined })
})

test('tells a reason that is encoded, and a key that may not be used', () => {
  expect(pasted('You are not authorized to perform this operation. Encoded authorization failure message: 6gO3mM3p0')).toEqual({
    form: 'encoded',
  })
  expect(pasted('AccessDeniedException: Access to KMS is not allowed')).toEqual({ form: 'key' })
  expect(pasted('The ciphertext refers to a customer master key that does not exist')).toEqual({ form: 'key' })
})

test('is nothing for other texts', () => {
  for (const text of ['', 'hello', 'AccessDenied', '{"Effect":"Allow"}']) expect(pasted(text)).toBeUndefined()
})

test('finds a resource between quotes, as S3 has it, and why it was refused', () => {
  const refused = (resource: string) =>
    pasted(
      `User: ${role} is not authorized to perform: s3:GetObject on resource: ${resource} with an explicit deny in a resource-based policy`,
    )
  for (const quoted of ['"arn:aws:s3:::b/key"', '\\"arn:aws:s3:::b/key\\"']) {
    expect(refused(quoted)).toMatchObject({ denial: { resource: 'arn:aws:s3:::b/key', isExplicit: true, policy: 'resource-based policy' } })
  }
  // a wildcard of one character, since a blank would end it
  expect(refused('"arn:aws:s3:::b/my key"')).toMatchObject({ denial: { resource: 'arn:aws:s3:::b/my?key', isExplicit: true } })
})
