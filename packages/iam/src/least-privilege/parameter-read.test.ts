// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables and escapes so
import { expect, test } from 'vitest'
import { compilePolicy } from '../evaluation/compile-policy.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import { parameterReadStatement } from './parameter-read.ts'
import { policyOf } from './policy-of.ts'

const account = { region: 'eu-west-1', accountId: '111122223333' }
const arnStart = 'arn:aws:ssm:eu-west-1:111122223333:parameter'
const kmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd'

test.each([
  ['/prod/weather/key', `${arnStart}/prod/weather/key`],
  ['weather', `${arnStart}/weather`],
  ['/weather', `${arnStart}/weather`],
  ['/a.b/c-d/e_f', `${arnStart}/a.b/c-d/e_f`],
])('the parameter %s is granted as %s, to GetParameters alone', (name, arn) => {
  expect(parameterReadStatement({ place: { name }, ...account })).toEqual([
    { Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: [arn] },
  ])
})

test('a parameter by ARN is granted by it, in its own region and account', () => {
  const arn = 'arn:aws-cn:ssm:cn-north-1:444455556666:parameter/a/b'
  expect(parameterReadStatement({ place: { arn }, ...account })[0]?.Resource).toEqual([arn])
})

test('a customer key is granted through Parameter Store alone, for this parameter alone', () => {
  expect(parameterReadStatement({ place: { name: '/a/b' }, ...account, kmsKeyArn })[1]).toEqual({
    Sid: 'DecryptParameters',
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: [kmsKeyArn],
    Condition: {
      StringEquals: { 'kms:ViaService': ['ssm.eu-west-1.amazonaws.com'], 'kms:EncryptionContext:PARAMETER_ARN': [`${arnStart}/a/b`] },
    },
  })
})

test('a family of parameters is granted, and decrypted, for any member', () => {
  const [read, decrypt] = parameterReadStatement({ place: { name: '/prod/customers/{id}' }, ...account, kmsKeyArn })
  expect(read?.Resource).toEqual([`${arnStart}/prod/customers/*`])
  expect(decrypt?.Condition).toEqual({
    ArnLike: { 'kms:EncryptionContext:PARAMETER_ARN': [`${arnStart}/prod/customers/*`] },
    StringEquals: { 'kms:ViaService': ['ssm.eu-west-1.amazonaws.com'] },
  })
})

test('a read by another action is granted by that action alone', () => {
  expect(parameterReadStatement({ place: { name: '/a' }, action: 'ssm:GetParameter', ...account })).toEqual([
    { Sid: 'ReadParameter', Effect: 'Allow', Action: ['ssm:GetParameter'], Resource: [`${arnStart}/a`] },
  ])
})

test('a path is granted as it is asked for, its slash at the end too, and decrypted below it', () => {
  const byPath = (name: string) =>
    parameterReadStatement({ place: { name }, action: 'ssm:GetParametersByPath', ...account, kmsKeyArn }).map((each) => [
      each.Resource,
      each.Condition?.['ArnLike']?.['kms:EncryptionContext:PARAMETER_ARN'],
    ])
  expect(byPath('/prod/app')[0]).toEqual([[`${arnStart}/prod/app`], undefined])
  expect(byPath('/prod/app/')[0]).toEqual([[`${arnStart}/prod/app/`], undefined])
  expect(byPath('/prod/app/')[1]).toEqual([[kmsKeyArn], [`${arnStart}/prod/app/*`]])
})

test.each(['/', 'app', '/prod//app', '/prod/*'])('the path %s is not granted', (name) => {
  expect(() => parameterReadStatement({ place: { name }, action: 'ssm:GetParametersByPath', ...account })).toThrow('parameter path')
})

test.each([`${arnStart}/a`, `${arnStart}/a/b/c`, `${arnStart}/a/bc`, `${arnStart}//a/b`])(
  'the grant of /a/b does not reach %s',
  (resource) => {
    const policy = compilePolicy('sallyport', policyOf(parameterReadStatement({ place: { name: '/a/b' }, ...account })))
    expect(evaluate([policy], { action: 'ssm:GetParameters', resource, context: {} }).allowed).toBe(false)
  },
)

test.each([
  ['/prod/*', 'would grant more than one parameter name'],
  ['/prod/ke?', 'would grant more than one parameter name'],
  ['/${aws:username}', 'would grant more than one parameter name'],
  ['a/b', 'may not grant "a/b": it is not a parameter name'],
  ['/a/', 'is not a parameter name'],
  ['//a', 'is not a parameter name'],
  ['/', 'is not a parameter name'],
  ['', 'is not a parameter name'],
  ['/a:3', 'is not a parameter name'],
])('nothing is granted to the name %j', (name, message) => {
  expect(() => parameterReadStatement({ place: { name }, ...account })).toThrow(message)
})

test('nothing is granted to an ARN that is not of one parameter', () => {
  expect(() => parameterReadStatement({ place: { arn: `${arnStart}/a/*` }, ...account })).toThrow(
    'would grant more than one parameter name',
  )
  expect(() => parameterReadStatement({ place: { arn: `${arnStart}s/a` }, ...account })).toThrow(
    'it is not "arn:…:ssm:region:account:parameter/…"',
  )
  expect(() => parameterReadStatement({ place: { arn: `${arnStart}//a` }, ...account })).toThrow('is not a parameter name')
})
