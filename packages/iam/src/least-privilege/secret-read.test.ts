// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables and escapes so
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from '../evaluation/compile-policy.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import { PolicyError } from '../policy-document/policy-error.ts'
import { policyOf } from './policy-of.ts'
import { type SecretRead, secretReadStatement } from './secret-read.ts'

const account = { region: 'eu-west-1', accountId: '111122223333' }
const arnStart = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:'
const kmsKeyArn = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab'

function mayRead(grant: SecretRead, resource: string, context: Record<string, string> = {}): boolean {
  const policy = compilePolicy('sallyport', policyOf(secretReadStatement(grant)))
  return evaluate([policy], { action: 'secretsmanager:GetSecretValue', resource, context }).allowed
}

test('a secret by name is granted with its six unknown characters', () => {
  expect(secretReadStatement({ place: { name: 'prod/stripe' }, ...account })).toEqual([
    { Sid: 'ReadSecrets', Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [`${arnStart}prod/stripe-??????`] },
  ])
})

test('a secret by full ARN is granted by it, in its own region and account', () => {
  const arn = 'arn:aws-us-gov:secretsmanager:us-gov-west-1:444455556666:secret:partner-AbCdEf'
  expect(secretReadStatement({ place: { arn }, ...account })[0]?.Resource).toEqual([arn])
})

test('a customer key is granted through Secrets Manager alone, for this secret alone', () => {
  expect(secretReadStatement({ place: { name: 'prod/stripe' }, ...account, kmsKeyArn })[1]).toEqual({
    Sid: 'DecryptSecrets',
    Effect: 'Allow',
    Action: ['kms:Decrypt'],
    Resource: [kmsKeyArn],
    Condition: {
      StringEquals: { 'kms:ViaService': ['secretsmanager.eu-west-1.amazonaws.com'] },
      ArnLike: { 'kms:EncryptionContext:SecretARN': [`${arnStart}prod/stripe-??????`] },
    },
  })
  expect(secretReadStatement({ place: { arn: `${arnStart}prod/stripe-AbCdEf` }, ...account, kmsKeyArn })[1]?.Condition).toEqual({
    StringEquals: {
      'kms:ViaService': ['secretsmanager.eu-west-1.amazonaws.com'],
      'kms:EncryptionContext:SecretARN': [`${arnStart}prod/stripe-AbCdEf`],
    },
  })
})

test('a key may be used as Secrets Manager uses it, and in no other way', () => {
  const policy = compilePolicy('sallyport', policyOf(secretReadStatement({ place: { name: 'a' }, ...account, kmsKeyArn })))
  const context = { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': `${arnStart}a-AbCdEf` }
  const decrypt = (difference: Record<string, string | undefined>, action = 'kms:Decrypt') =>
    evaluate([policy], { action, resource: kmsKeyArn, context: { ...context, ...difference } }).allowed
  expect(decrypt({})).toBe(true)
  expect(decrypt({}, 'kms:Encrypt')).toBe(false)
  expect(decrypt({ 'kms:ViaService': undefined })).toBe(false)
  expect(decrypt({ 'kms:ViaService': 'ssm.eu-west-1.amazonaws.com' })).toBe(false)
  expect(decrypt({ 'kms:EncryptionContext:SecretARN': undefined })).toBe(false)
  expect(decrypt({ 'kms:EncryptionContext:SecretARN': `${arnStart}b-AbCdEf` })).toBe(false)
})

test('a stage narrows the grant to reads of it', () => {
  const grant = { place: { name: 'a' }, ...account, versionStage: 'AWSCURRENT' }
  expect(mayRead(grant, `${arnStart}a-AbCdEf`, { 'secretsmanager:VersionStage': 'AWSCURRENT' })).toBe(true)
  expect(mayRead(grant, `${arnStart}a-AbCdEf`, { 'secretsmanager:VersionStage': 'AWSPREVIOUS' })).toBe(false)
  expect(mayRead(grant, `${arnStart}a-AbCdEf`)).toBe(false)
})

test('an ARN without its six characters is granted as its name is, in its own region and account', () => {
  const grant = { place: { arn: 'arn:aws:secretsmanager:us-east-1:444455556666:secret:prod/stripe' }, ...account }
  expect(secretReadStatement(grant)[0]?.Resource).toEqual(['arn:aws:secretsmanager:us-east-1:444455556666:secret:prod/stripe-??????'])
})

test('a secret that another service owns is granted by its name', () => {
  expect(mayRead({ place: { name: 'rds!db-1234' }, ...account }, `${arnStart}rds!db-1234-AbCdEf`)).toBe(true)
})

describe('a family', () => {
  const family = { place: { name: 'prod/customers/{id}/key' }, ...account }

  test('is granted for any member, and for nothing beside it', () => {
    expect(secretReadStatement(family)[0]?.Resource).toEqual([`${arnStart}prod/customers/*/key-??????`])
    expect(mayRead(family, `${arnStart}prod/customers/c-17/key-AbCdEf`)).toBe(true)
    expect(mayRead(family, `${arnStart}prod/customers/c-17/other-AbCdEf`)).toBe(false)
    expect(mayRead(family, `${arnStart}prod/partners/c-17/key-AbCdEf`)).toBe(false)
    expect(mayRead(family, `${arnStart}prod/customers-AbCdEf`)).toBe(false)
  })

  test('is decrypted for any member, by ArnLike', () => {
    expect(secretReadStatement({ ...family, kmsKeyArn })[1]?.Condition?.['ArnLike']).toEqual({
      'kms:EncryptionContext:SecretARN': [`${arnStart}prod/customers/*/key-??????`],
    })
  })

  test('by ARN is granted likewise', () => {
    expect(secretReadStatement({ place: { arn: `${arnStart}c/{id}` }, ...account })[0]?.Resource).toEqual([`${arnStart}c/*-??????`])
  })
})

describe('six question marks are exact', () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'L', '1', '-', '/', '.', '+', '@'), minLength: 1, maxLength: 14 })
  const suffix = fc.string({ unit: fc.constantFrom('a', 'B', '7'), minLength: 6, maxLength: 6 })

  test('a secret is read by its own grant, whatever six characters it has', () => {
    fc.assert(fc.property(name, suffix, (own, end) => mayRead({ place: { name: own }, ...account }, `${arnStart}${own}-${end}`)))
  })

  test('no secret of another name is', () => {
    const extended = fc
      .tuple(name, fc.string({ unit: fc.constantFrom('-', 'a', 'B', '7'), minLength: 1, maxLength: 8 }))
      .map(([own, more]) => [own, own + more] as const)
    const pair = fc.oneof(
      fc.tuple(name, name),
      extended,
      extended.map(([one, other]) => [other, one] as const),
    )
    fc.assert(
      fc.property(pair, suffix, ([own, other], end) => {
        fc.pre(own !== other)
        return !mayRead({ place: { name: own }, ...account }, `${arnStart}${other}-${end}`)
      }),
      { numRuns: 2000 },
    )
  })

  test.each(['stripe-live01-QwErTy', 'stripe', 'stripe-QwErT', 'stripe-QwErTy7', 'Stripe-QwErTy', 'prod/stripe-QwErTy'])(
    '%s is not stripe',
    (other) => {
      expect(mayRead({ place: { name: 'stripe' }, ...account }, arnStart + other)).toBe(false)
    },
  )

  test('nor is its namesake of another region or account', () => {
    expect(mayRead({ place: { name: 'stripe' }, ...account }, `${arnStart.replace('eu-west-1', 'eu-west-2')}stripe-QwErTy`)).toBe(false)
    expect(mayRead({ place: { name: 'stripe' }, ...account }, `${arnStart.replace('1111', '9999')}stripe-QwErTy`)).toBe(false)
  })
})

describe('nothing is granted to', () => {
  test.each<[string, SecretRead, string]>([
    [
      'a name with *',
      { place: { name: 'prod/*' }, ...account },
      'would grant more than one secret name: "prod/*" has a wildcard or a variable',
    ],
    ['a name with ?', { place: { name: 'prod?' }, ...account }, 'would grant more than one secret name'],
    ['a name with a variable', { place: { name: '${aws:username}' }, ...account }, 'would grant more than one secret name'],
    ['a name that Secrets Manager refuses', { place: { name: 'a b' }, ...account }, 'may not grant "a b": it is not a secret name'],
    ['no name', { place: { name: '' }, ...account }, 'may not grant "": it is not a secret name'],
    ['an ARN with *', { place: { arn: `${arnStart}prod/*` }, ...account }, 'would grant more than one secret name'],
    ['an ARN whose end is a wildcard', { place: { arn: `${arnStart}prod-??????` }, ...account }, 'would grant more than one secret name'],
    ['a family of everything', { place: { name: '{id}' }, ...account }, 'would grant every secret name: "{id}" has nothing but its member'],
    ['a family of everything with a hyphen', { place: { name: '{id}-{id}' }, ...account }, 'would grant every secret name'],
    ['a brace that is no family', { place: { name: 'a/{ID}' }, ...account }, 'may not grant "a/{ID}": it is not a secret name'],
    ['an ARN of no possible name', { place: { arn: `${arnStart}a b-AbCdEf` }, ...account }, 'it is not a secret name'],
    [
      'the ARN of something else',
      { place: { arn: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' }, ...account },
      'it is not "arn:…:secretsmanager:region:account:secret:…"',
    ],
    [
      'an ARN of any region',
      { place: { arn: `${arnStart.replace('eu-west-1', '*')}a-AbCdEf` }, ...account },
      'would grant more than one region',
    ],
    ['any region', { place: { name: 'a' }, ...account, region: '*' }, 'would grant more than one region'],
    ['any account', { place: { name: 'a' }, ...account, accountId: '*' }, 'would grant more than one account id'],
    ['no partition', { place: { name: 'a' }, ...account, partition: 'azure' }, 'it is not a partition'],
    [
      'a stage with a variable',
      { place: { name: 'a' }, ...account, versionStage: '${aws:username}' },
      'would grant more than one version stage',
    ],
    [
      'the alias of a key',
      { place: { name: 'a' }, ...account, kmsKeyArn: kmsKeyArn.replace('key/', 'alias/') },
      'it is not "arn:…:kms:region:account:key/…"',
    ],
    [
      'any key',
      { place: { name: 'a' }, ...account, kmsKeyArn: 'arn:aws:kms:eu-west-1:111122223333:key/*' },
      'would grant more than one key id',
    ],
    [
      'a key of another region',
      { place: { name: 'a' }, ...account, kmsKeyArn: kmsKeyArn.replace('eu-west-1', 'us-east-1') },
      'a service uses keys of its own region, eu-west-1',
    ],
  ])('%s', (_, grant, message) => {
    const granting = () => secretReadStatement(grant)
    expect(granting).toThrow(PolicyError)
    expect(granting).toThrow(message)
  })
})
