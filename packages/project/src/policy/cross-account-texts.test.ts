import { compilePolicy, evaluate, resourcePolicyAllows } from '@sallyport/iam'
import { expect, test } from 'vitest'
import { declaredSecret } from '../../test/declared-secret.ts'
import type { Place } from '../declaration/place.ts'
import { crossAccountTexts, keyIdPlaceholder } from './cross-account-texts.ts'

const roleArn = 'arn:aws:iam::111122223333:role/checkout-role'
const target = { region: 'eu-west-1', accountId: '111122223333', stage: 'prod', roleArn }
const arn = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:prod/partner-GhIjKl'
const key = 'arn:aws:kms:us-east-1:444455556666:key/mrk-1'
const textsOf = (places: Place[], more: Partial<typeof target> & { knownKeys?: Record<string, string> } = {}) =>
  crossAccountTexts(
    {
      function: 'checkout',
      secrets: places.map((place, at) => declaredSecret(place, { exportName: `s${at}` })),
      open: [],
      otherReads: [],
      externals: [],
    },
    { ...target, ...more },
  )

test("gives nothing for the account's own secrets, by name or by ARN", () => {
  const own = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:own-GhIjKl'
  expect(
    textsOf([
      { service: 'secretsmanager', name: 'a' },
      { service: 'secretsmanager', name: own },
    ]),
  ).toEqual([])
})

test('gives three texts that together let the role read, and no other', () => {
  const [texts] = textsOf([{ service: 'secretsmanager', name: arn.replace('prod', '{stage}') }], { knownKeys: { [arn]: key } })
  if (texts?.resourcePolicy === undefined || texts.keyStatement === undefined) throw new Error('a text is missing')
  expect([texts.arn, texts.ownerAccountId, texts.isKeyUnknown]).toEqual([arn, '444455556666', false])

  const identity = [compilePolicy('identity', texts.identityPolicy)]
  const context = { 'kms:ViaService': 'secretsmanager.us-east-1.amazonaws.com', 'kms:EncryptionContext:SecretARN': arn }
  expect(evaluate(identity, { action: 'secretsmanager:GetSecretValue', resource: arn, context: {} }).allowed).toBe(true)
  expect(evaluate(identity, { action: 'kms:Decrypt', resource: key, context }).allowed).toBe(true)

  const asks = (role: string) => ({ arn: `arn:aws:sts::111122223333:assumed-role/${role}/s`, accountId: '111122223333' })
  const { resourcePolicy, keyStatement } = texts
  const read = (role: string) =>
    resourcePolicyAllows(resourcePolicy, { principal: asks(role), action: 'secretsmanager:GetSecretValue', resource: arn, context: {} })
      .allowed
  const decrypt = (role: string) =>
    resourcePolicyAllows({ Statement: [keyStatement] }, { principal: asks(role), action: 'kms:Decrypt', resource: key, context }).allowed
  expect([read('checkout-role'), decrypt('checkout-role')]).toEqual([true, true])
  expect([read('refund-role'), decrypt('refund-role')]).toEqual([false, false])
})

test('leaves a place for the key where it is not known, in the region and account of its owner', () => {
  const [texts] = textsOf([{ service: 'secretsmanager', name: arn }])
  expect(texts?.isKeyUnknown).toBe(true)
  expect(texts?.identityPolicy.Statement.flatMap(({ Resource }) => Resource)).toContain(
    `arn:aws:kms:us-east-1:444455556666:key/${keyIdPlaceholder}`,
  )
})

test('gives one set of texts for several declarations of one secret', () => {
  const texts = textsOf([
    { service: 'secretsmanager', name: arn },
    { service: 'secretsmanager', name: arn },
  ])
  expect(texts.map(({ secrets }) => secrets.length)).toEqual([2])
})

test('says of a parameter that it is shared in another way, and needs no key when it is plain', () => {
  const parameter = 'arn:aws:ssm:eu-west-1:444455556666:parameter/shared/name'
  const [secure] = textsOf([{ service: 'ssm', name: parameter }])
  expect(secure?.notes.join('; ')).toMatch(/Resource Access Manager.*advanced tier.*aws\/ssm/)
  expect([secure?.resourcePolicy, secure?.keyStatement?.Action]).toEqual([undefined, ['kms:Decrypt']])
  const [plain] = textsOf([{ service: 'ssm', name: parameter, type: 'String' }])
  expect([plain?.keyStatement, plain?.isKeyUnknown]).toEqual([undefined, false])
  expect(plain?.identityPolicy.Statement).toEqual([
    { Sid: 'ReadParameters', Effect: 'Allow', Action: ['ssm:GetParameters'], Resource: [parameter] },
  ])
})
