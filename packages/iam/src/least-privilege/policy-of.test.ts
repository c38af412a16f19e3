import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compilePolicy } from '../evaluation/compile-policy.ts'
import { evaluate } from '../evaluation/evaluate.ts'
import { formatPolicy } from '../policy-document/format-policy.ts'
import { parsePolicy } from '../policy-document/parse-policy.ts'
import type { Condition, Statement } from '../policy-document/policy-document.ts'
import { parameterReadStatement } from './parameter-read.ts'
import { policyOf } from './policy-of.ts'
import { secretReadStatement } from './secret-read.ts'

const account = { region: 'eu-west-1', accountId: '111122223333' }
const keyOne = 'arn:aws:kms:eu-west-1:111122223333:key/one'
const keyTwo = 'arn:aws:kms:eu-west-1:111122223333:key/two'

function secret(name: string, more: { kmsKeyArn?: string; versionStage?: string } = {}): Statement[] {
  return secretReadStatement({ place: { name }, ...account, ...more })
}

test('several secrets and parameters are one statement each kind, sorted', () => {
  const policy = policyOf([
    ...secret('b'),
    ...parameterReadStatement({ place: { name: '/z' }, ...account }),
    ...secret('a'),
    ...secret('b'),
  ])
  expect(JSON.parse(formatPolicy(policy))).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Sid: 'ReadParameters', Effect: 'Allow', Action: 'ssm:GetParameters', Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/z' },
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: 'secretsmanager:GetSecretValue',
        Resource: [
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-??????',
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:b-??????',
        ],
      },
    ],
  })
})

test('one key of several secrets is one statement', () => {
  const policy = policyOf([...secret('a', { kmsKeyArn: keyOne }), ...secret('b', { kmsKeyArn: keyOne })])
  expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['DecryptSecrets', 'ReadSecrets'])
})

test('keys of different secrets stay apart, and their statements are numbered', () => {
  const policy = policyOf([...secret('a', { kmsKeyArn: keyOne }), ...secret('b', { kmsKeyArn: keyTwo })])
  expect(policy.Statement.map(({ Sid }) => Sid)).toEqual(['DecryptSecrets', 'DecryptSecrets2', 'ReadSecrets'])
})

test.each<[string, Condition, Condition]>([
  [
    'two encryption context keys, whose values belong together',
    { StringEquals: { 'kms:EncryptionContext:a': ['1'], 'kms:EncryptionContext:b': ['1'] } },
    { StringEquals: { 'kms:EncryptionContext:a': ['2'], 'kms:EncryptionContext:b': ['1'] } },
  ],
  [
    'a negated operator, whose values are not an "or"',
    { StringNotEquals: { 'kms:EncryptionContext:a': ['1'] } },
    { StringNotEquals: { 'kms:EncryptionContext:a': ['2'] } },
  ],
])('statements with %s stay apart', (_, one, other) => {
  const decrypt: Statement = { Sid: 'Decrypt', Effect: 'Allow', Action: ['kms:Decrypt'], Resource: [keyOne] }
  const { Statement } = policyOf([
    { ...decrypt, Condition: one },
    { ...decrypt, Condition: other },
  ])
  expect(Statement.map(({ Condition }) => Condition)).toEqual([one, other])
})

test('a statement without a Sid gets one from its action, and no Sid stands twice', () => {
  const batch: Statement = { Effect: 'Allow', Action: ['secretsmanager:BatchGetSecretValue'], Resource: ['*'] }
  const { Statement } = policyOf([
    batch,
    { ...batch, Sid: 'ReadSecrets2' },
    ...secret('a'),
    ...secret('b', { versionStage: 'AWSCURRENT' }),
    { ...batch, Action: ['*'] },
  ])
  const sids = Statement.map(({ Sid }) => Sid)
  expect(sids).toContain('BatchGetSecretValue')
  expect(sids).toContain('Statement')
  expect(new Set(sids).size).toBe(5)
})

test('statements with NotResource or a Principal are kept as they are', () => {
  const deny: Statement = { Sid: 'Fence', Effect: 'Deny', Action: ['*'], NotResource: ['arn:aws:s3:::a'] }
  expect(policyOf([deny, deny]).Statement).toEqual([deny])
})

test('nothing to read is a policy without statements', () => {
  expect(policyOf([])).toEqual({ Version: '2012-10-17', Statement: [] })
})

describe('for all statements', () => {
  const grant = fc
    .record({
      name: fc.constantFrom('a', 'b', 'a-b'),
      kmsKeyArn: fc.constantFrom(undefined, keyOne, keyTwo),
      versionStage: fc.constantFrom(undefined, 'AWSCURRENT', 'AWSPREVIOUS'),
      parameter: fc.boolean(),
    })
    .map(({ name, kmsKeyArn, versionStage, parameter }) =>
      parameter
        ? parameterReadStatement({ place: { name }, ...account, kmsKeyArn })
        : secretReadStatement({ place: { name }, ...account, kmsKeyArn, versionStage }),
    )
  const other: fc.Arbitrary<Statement> = fc.record({
    Effect: fc.constant('Allow' as const),
    Action: fc.subarray(['kms:Decrypt', 'secretsmanager:GetSecretValue'], { minLength: 1 }),
    Resource: fc.subarray([keyOne, keyTwo, '*'], { minLength: 1 }),
    Condition: fc.dictionary(
      fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLikeIfExists'),
      fc.dictionary(
        fc.constantFrom('kms:EncryptionContext:SecretARN', 'kms:EncryptionContext:x', 'kms:ViaService'),
        fc.subarray(['1', '2'], { minLength: 1 }),
      ),
    ),
  })
  const statements = fc
    .array(
      fc.oneof(
        grant,
        other.map((each) => [each]),
      ),
      { maxLength: 6 },
    )
    .map((each) => each.flat())
  const value = fc.constantFrom(
    undefined,
    '1',
    '2',
    'secretsmanager.eu-west-1.amazonaws.com',
    'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf',
  )
  const request = fc.record({
    action: fc.constantFrom('kms:Decrypt', 'secretsmanager:GetSecretValue', 'ssm:GetParameters'),
    resource: fc.constantFrom(
      keyOne,
      keyTwo,
      'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf',
      'arn:aws:ssm:eu-west-1:111122223333:parameter/a',
    ),
    context: fc.record({
      'kms:EncryptionContext:SecretARN': value,
      'kms:EncryptionContext:x': value,
      'kms:ViaService': value,
      'secretsmanager:VersionStage': fc.constantFrom(undefined, 'AWSCURRENT', 'AWSPREVIOUS'),
    }),
  })

  test('the policy allows exactly what its statements allow one by one', () => {
    fc.assert(
      fc.property(statements, request, (parts, asked) => {
        const whole = evaluate([compilePolicy('whole', policyOf(parts))], asked).allowed
        return (
          whole === parts.some((part) => evaluate([compilePolicy('part', { Version: '2012-10-17', Statement: [part] })], asked).allowed)
        )
      }),
      { numRuns: 3000 },
    )
  })

  test('their order changes nothing, IAM would accept the text, and it reads back the same', () => {
    fc.assert(
      fc.property(statements, (parts) => {
        fc.pre(parts.length > 0)
        const text = formatPolicy(policyOf(parts))
        expect(formatPolicy(policyOf([...parts].reverse()))).toBe(text)
        expect(formatPolicy(parsePolicy(text))).toBe(text)
      }),
    )
  })
})
