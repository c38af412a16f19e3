import { describe, expect, test } from 'vitest'
import { declaredSecret } from '../../test/declared-secret.ts'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import type { OtherRead } from '../reach/other-reads/other-read.ts'
import type { Reach } from '../reach/reach.ts'
import { otherReadGrants } from './other-read-grants.ts'
import { policyFor } from './policy-for.ts'

const target = { region: 'eu-west-1', accountId: '111122223333', stage: 'prod' }
const reach = (secrets: DeclaredSecret[], open: Reach['open'] = []): Reach => ({
  function: 'checkout',
  secrets,
  open,
  otherReads: [],
  externals: [],
})

test('allows exactly what the function reaches, in its stage', () => {
  const reached = reach([
    declaredSecret({ service: 'secretsmanager', name: '{stage}/stripe' }),
    declaredSecret({ service: 'ssm', name: '/{stage}/weather/key' }),
  ])
  expect(policyFor(reached, target)).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'ReadParameters',
        Effect: 'Allow',
        Action: ['ssm:GetParameters'],
        Resource: ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/weather/key'],
      },
      {
        Sid: 'ReadSecrets',
        Effect: 'Allow',
        Action: ['secretsmanager:GetSecretValue'],
        Resource: ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-??????'],
      },
    ],
  })
})

test('names the full ARN where it is known, or declared', () => {
  const known = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf'
  const declared = 'arn:aws:secretsmanager:us-east-1:444455556666:secret:partner-GhIjKl'
  const reached = reach([
    declaredSecret({ service: 'secretsmanager', name: '{stage}/stripe' }),
    declaredSecret({ service: 'secretsmanager', name: declared }),
  ])
  expect(policyFor(reached, { ...target, knownArns: { 'prod/stripe': known } }).Statement[0]?.Resource).toEqual([known, declared])
})

test('keeps the version stage that the declaration names', () => {
  const reached = reach([declaredSecret({ service: 'secretsmanager', name: 'key' }, { options: { versionStage: 'AWSPREVIOUS' } })])
  expect(policyFor(reached, target).Statement[0]?.Condition).toEqual({ StringEquals: { 'secretsmanager:VersionStage': ['AWSPREVIOUS'] } })
})

test('refuses a function that is open, with file, line and reason', () => {
  const open = reach([], [{ file: 'src/handler.ts', line: 3, reason: 'uses eval, whose code is not seen' }])
  expect(() => policyFor(open, target)).toThrow(
    expect.objectContaining({ code: 'REACH_OPEN', message: expect.stringContaining('src/handler.ts:3 uses eval, whose code is not seen') }),
  )
})

test.each([undefined, '', '*', 'a/b', 'x'.repeat(33)])('refuses the stage %j for a name that needs one', (stage) => {
  expect(() => policyFor(reach([declaredSecret({ service: 'ssm', name: '/{stage}/a' })]), { ...target, stage })).toThrow(
    expect.objectContaining({ code: 'STAGE_INVALID' }),
  )
})

test.each(['customers/{ID}', '{stge}/stripe'])('refuses the name %s, whose braces are none it can fill in', (name) => {
  expect(() => policyFor(reach([declaredSecret({ service: 'secretsmanager', name })]), target)).toThrow(
    expect.objectContaining({ code: 'PLACE_UNSUPPORTED' }),
  )
})

test.each(['prod/*', 'prod/stripe??'])('never grants more than one secret: the name %s is refused', (name) => {
  expect(() => policyFor(reach([declaredSecret({ service: 'secretsmanager', name })]), target)).toThrow('wildcard')
})

test('grants a family for any member', () => {
  const reached = reach([
    declaredSecret({ service: 'secretsmanager', name: '{stage}/customers/{id}' }),
    declaredSecret({ service: 'ssm', name: '/{stage}/customers/{id}' }),
  ])
  expect(policyFor(reached, target).Statement.map(({ Resource }) => Resource)).toEqual([
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/customers/*'],
    ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/customers/*-??????'],
  ])
})

test('grants what is read together once it is asked for, and never for another account', () => {
  const batched = { batch: true }
  const own = reach([
    declaredSecret({ service: 'secretsmanager', name: 'a' }, { options: batched }),
    declaredSecret({ service: 'secretsmanager', name: 'b' }, { options: batched }),
  ])
  expect(policyFor(own, target).Statement.map(({ Action, Resource }) => [Action, Resource?.length])).toEqual([
    [['secretsmanager:BatchGetSecretValue'], 1],
    [['secretsmanager:GetSecretValue'], 2],
  ])
  const foreign = 'arn:aws:secretsmanager:eu-west-1:444455556666:secret:partner-GhIjKl'
  expect(
    policyFor(reach([declaredSecret({ service: 'secretsmanager', name: foreign }, { options: batched })]), target).Statement,
  ).toHaveLength(1)
})

test('grants a customer managed key where one is known, and none for a parameter that is not encrypted', () => {
  const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd'
  const knownKeys = { 'prod/stripe': key, '/plain': key, '/secure': key }
  const reached = reach([
    declaredSecret({ service: 'secretsmanager', name: '{stage}/stripe' }),
    declaredSecret({ service: 'ssm', name: '/plain', type: 'StringList' }),
    declaredSecret({ service: 'ssm', name: '/secure', type: 'SecureString' }),
  ])
  const decrypts = policyFor(reached, { ...target, knownKeys }).Statement.filter(({ Action }) => Action?.includes('kms:Decrypt'))
  expect(decrypts.map(({ Condition }) => Condition?.['StringEquals']?.['kms:EncryptionContext:PARAMETER_ARN'])).toEqual([
    ['arn:aws:ssm:eu-west-1:111122223333:parameter/secure'],
    undefined,
  ])
})

describe('reads by other libraries', () => {
  const read = (action: OtherRead['action'], name: string | undefined): OtherRead => ({
    by: 'AWS SDK v3',
    service: action?.startsWith('ssm') ? 'ssm' : 'secretsmanager',
    action,
    name,
    variable: undefined,
    pattern: undefined,
    reason: name === undefined ? 'its name is not written out' : undefined,
    file: 'src/old.ts',
    line: 12,
  })
  const granted = (...otherReads: OtherRead[]) => policyFor({ ...reach([]), otherReads }, target).Statement

  test.each<[OtherRead['action'], string, [string, string][]]>([
    [
      'secretsmanager:GetSecretValue',
      'a/b',
      [['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:111122223333:secret:a/b-??????']],
    ],
    ['ssm:GetParameter', '/a/b', [['ssm:GetParameter', 'ssm:eu-west-1:111122223333:parameter/a/b']]],
    ['ssm:GetParameter', '/a/b:3', [['ssm:GetParameter', 'ssm:eu-west-1:111122223333:parameter/a/b']]],
    [
      'ssm:GetParameters',
      'arn:aws:ssm:eu-west-1:111122223333:parameter/a:blue',
      [['ssm:GetParameters', 'ssm:eu-west-1:111122223333:parameter/a']],
    ],
    ['ssm:GetParametersByPath', '/a/', [['ssm:GetParametersByPath', 'ssm:eu-west-1:111122223333:parameter/a/']]],
    [
      'ssm:GetParameter',
      '/aws/reference/secretsmanager/prod/stripe',
      [
        ['ssm:GetParameter', 'ssm:eu-west-1:111122223333:parameter/aws/reference/secretsmanager/prod/stripe'],
        ['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:111122223333:secret:prod/stripe-??????'],
      ],
    ],
    [
      'secretsmanager:BatchGetSecretValue',
      'a',
      [
        ['secretsmanager:BatchGetSecretValue', '*'],
        ['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:111122223333:secret:a-??????'],
      ],
    ],
  ])('are granted by their own action: %s of %s', (action, name, expected) => {
    expect(granted(read(action, name)).map(({ Action, Resource }) => [Action?.[0], Resource?.[0]?.replace('arn:aws:', '')])).toEqual(
      expected,
    )
  })

  test('join what sallyport reads', () => {
    const reached = {
      ...reach([declaredSecret({ service: 'secretsmanager', name: 'a' })]),
      otherReads: [read('secretsmanager:GetSecretValue', 'b')],
    }
    expect(policyFor(reached, target).Statement).toHaveLength(1)
  })

  test.each<[OtherRead['action'], string | undefined, string]>([
    ['secretsmanager:GetSecretValue', undefined, 'its name is not written out'],
    ['secretsmanager:GetSecretValue', 'prod/*', 'wildcard'],
    ['secretsmanager:GetSecretValue', 'customers/{id}', 'brace'],
    ['ssm:GetParametersByPath', '/', 'is not a parameter path'],
    [undefined, undefined, 'its name is not written out'],
  ])('are told where they cannot be granted exactly: %s of %s', (action, name, reason) => {
    const { statements, notGranted } = otherReadGrants([read(action, name)], target)
    expect([statements, notGranted]).toEqual([
      [],
      [{ read: expect.objectContaining({ file: 'src/old.ts', line: 12 }), reason: expect.stringContaining(reason) }],
    ])
  })
})
