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
