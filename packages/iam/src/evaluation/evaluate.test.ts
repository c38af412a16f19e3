import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parsePolicy } from '../policy-document/parse-policy.ts'
import type { Statement } from '../policy-document/policy-document.ts'
import { compilePolicy } from './compile-policy.ts'
import { evaluate } from './evaluate.ts'
import type { PolicyRequest } from './policy-request.ts'

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/stripe-AbCdEf'
const read: PolicyRequest = { action: 'secretsmanager:GetSecretValue', resource: secretArn, context: {} }

function policy(name: string, ...statements: readonly object[]) {
  return compilePolicy(name, parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: statements })))
}

describe('the answer explains itself', () => {
  const deny = { Sid: 'Never', Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' }
  const allow = { Sid: 'Read', Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: secretArn }
  const other = { Effect: 'Allow', Action: 'ssm:*', Resource: '*' }

  test('an Allow names the first statement that allows', () => {
    expect(evaluate([policy('first', other), policy('second', other, allow, { ...allow, Sid: 'Again' })], read)).toEqual({
      allowed: true,
      by: { policy: 'second', index: 1, sid: 'Read' },
    })
  })

  test('a Deny wins over every Allow, wherever it stands, and is named', () => {
    const expected = { allowed: false, reason: 'explicitDeny', by: { policy: 'guard', index: 0, sid: 'Never' } }
    expect(evaluate([policy('reads', allow), policy('guard', deny)], read)).toEqual(expected)
    expect(evaluate([policy('guard', deny, allow)], read)).toEqual(expected)
  })

  test('without either, it gives the statement that would allow it', () => {
    const decision = evaluate([policy('first', other)], read)
    expect(decision).toEqual({
      allowed: false,
      reason: 'implicitDeny',
      missing: { Effect: 'Allow', Action: ['secretsmanager:GetSecretValue'], Resource: [secretArn] },
    })
    if (decision.allowed || decision.reason !== 'implicitDeny') throw new Error('unexpected decision')
    expect(evaluate([policy('first', other, decision.missing)], read).allowed).toBe(true)
  })

  test('no policies allow nothing', () => {
    expect(evaluate([], read).allowed).toBe(false)
  })
})

describe('a statement is about', () => {
  test.each<[string, object, Partial<PolicyRequest>, boolean]>([
    ['an action in any case', { Action: 'SecretsManager:getsecretvalue' }, { action: 'secretsmanager:GetSecretValue' }, true],
    ['an action by wildcard', { Action: 'secretsmanager:Get*' }, {}, true],
    [
      'not BatchGetSecretValue when it says Get*',
      { Action: 'secretsmanager:Get*' },
      { action: 'secretsmanager:BatchGetSecretValue' },
      false,
    ],
    ['not GetParameters when it says GetParameter', { Action: 'ssm:GetParameter' }, { action: 'ssm:GetParameters' }, false],
    ['everything but its NotAction', { Action: undefined, NotAction: ['iam:*', 'sts:*'] }, {}, true],
    ['nothing of its NotAction', { Action: undefined, NotAction: ['iam:*', 'SECRETSMANAGER:get*'] }, {}, false],
    ['a resource by wildcard, over colons and slashes', { Resource: 'arn:aws:secretsmanager:*:secret:*' }, {}, true],
    ['a resource in its own case only', { Resource: secretArn.replace('stripe', 'Stripe') }, {}, false],
    ['a resource with six characters after its name', { Resource: secretArn.replace('AbCdEf', '??????') }, {}, true],
    ['not a resource without them', { Resource: secretArn.replace('-AbCdEf', '') }, {}, false],
    [
      'everything but its NotResource',
      { Resource: undefined, NotResource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:other-*' },
      {},
      true,
    ],
    [
      'nothing of its NotResource',
      { Resource: undefined, NotResource: 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/*' },
      {},
      false,
    ],
    ['an operation without resource type by `*`', { Resource: '*' }, { resource: '*' }, true],
    ['no operation without resource type by an ARN', { Resource: 'arn:aws:*' }, { resource: '*' }, false],
    [
      'a path alone, not what is below it',
      { Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' },
      { resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a/b' },
      false,
    ],
    [
      'what is below a path, not the path',
      { Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a/*' },
      { resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' },
      false,
    ],
    [
      'a request that meets all conditions',
      { Condition: { StringEquals: { 'a:x': '1', 'a:y': ['1', '2'] }, Bool: { 'a:z': true } } },
      { context: { 'a:x': '1', 'a:y': '2', 'a:z': 'true' } },
      true,
    ],
    ['no request that misses one key', { Condition: { StringEquals: { 'a:x': '1', 'a:y': '2' } } }, { context: { 'a:x': '1' } }, false],
    [
      'no request that misses one operator',
      { Condition: { StringEquals: { 'a:x': '1' }, Bool: { 'a:z': true } } },
      { context: { 'a:x': '1', 'a:z': 'false' } },
      false,
    ],
    [
      'condition keys in any case',
      { Condition: { StringEquals: { 'AWS:principalARN': 'x' } } },
      { context: { 'aws:PrincipalArn': 'x' } },
      true,
    ],
    ['condition values in their own case', { Condition: { StringEquals: { 'a:x': 'A' } } }, { context: { 'a:x': 'a' } }, false],
    [
      'a key that is undefined as one that is absent',
      { Condition: { Null: { 'a:x': 'true' } } },
      { context: { 'a:x': undefined, 'A:X': [] } },
      true,
    ],
    ['no key of JavaScript itself', { Condition: { Null: { 'a:b': 'false' } } }, { context: {} }, false],
  ])('%s', (_, statement, request, expected) => {
    const about = { Action: '*', Resource: '*', ...statement }
    const asked = { ...read, ...request }
    expect(evaluate([policy('one', { ...about, Effect: 'Allow' })], asked).allowed).toBe(expected)
    const everything = policy('all', { Effect: 'Allow', Action: '*', Resource: '*' })
    expect(evaluate([everything, policy('one', { ...about, Effect: 'Deny' })], asked).allowed).toBe(!expected)
  })
})

describe('for all policies and requests', () => {
  const name = fc.constantFrom('a:Get', 'a:Put', 'b:Get', 'a:*', '*', 'A:G?t')
  const arn = fc.constantFrom('*', 'arn:aws:a:r:1:x', 'arn:aws:a:r:1:y', 'arn:aws:a:r:1:*', 'arn:aws:b:*')
  const operator = fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLikeIfExists', 'Null')
  const condition = fc.dictionary(operator, fc.dictionary(fc.constantFrom('c:k', 'C:K', 'c:l'), fc.constantFrom('true', 'false')), {
    maxKeys: 2,
  })
  const effect = fc.constantFrom<('Allow' | 'Deny')[]>('Allow', 'Deny')
  const statement = fc
    .record({
      Effect: effect,
      notAction: fc.boolean(),
      names: fc.array(name, { minLength: 1, maxLength: 3 }),
      notResource: fc.boolean(),
      arns: fc.array(arn, { minLength: 1, maxLength: 3 }),
      Condition: condition,
    })
    .map(({ Effect, notAction, names, notResource, arns, Condition }) => ({
      Effect,
      [notAction ? 'NotAction' : 'Action']: names,
      [notResource ? 'NotResource' : 'Resource']: arns,
      Condition,
    }))
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 })
  const request = fc.record({
    action: fc.constantFrom('a:Get', 'a:Put', 'b:Get'),
    resource: fc.constantFrom('*', 'arn:aws:a:r:1:x', 'arn:aws:a:r:1:y', 'arn:aws:b:r:1:x'),
    context: fc.dictionary(fc.constantFrom('c:k', 'c:l'), fc.constantFrom('true', 'false', 'other')),
  })

  test('one more Deny never allows', () => {
    fc.assert(
      fc.property(statements, statement, request, (some, more, asked) => {
        const before = evaluate([policy('some', ...some)], asked).allowed
        const after = evaluate([policy('some', ...some), policy('more', { ...more, Effect: 'Deny' })], asked).allowed
        return before || !after
      }),
      { numRuns: 1000 },
    )
  })

  test('one more Allow takes nothing away', () => {
    fc.assert(
      fc.property(statements, statement, request, (some, more, asked) => {
        const before = evaluate([policy('some', ...some)], asked).allowed
        const after = evaluate([policy('some', ...some), policy('more', { ...more, Effect: 'Allow' })], asked).allowed
        return !before || after
      }),
      { numRuns: 1000 },
    )
  })

  test('the order of statements, and how they are spread over policies, changes nothing', () => {
    fc.assert(
      fc.property(statements, request, (some, asked) => {
        const together = evaluate([policy('all', ...some)], asked).allowed
        return (
          together ===
          evaluate(
            [...some].reverse().map((each) => policy('each', each)),
            asked,
          ).allowed
        )
      }),
      { numRuns: 1000 },
    )
  })

  test('the missing statement allows what was implicitly denied', () => {
    fc.assert(
      fc.property(statements, request, (some, asked) => {
        const decision = evaluate([policy('some', ...some)], asked)
        if (decision.allowed || decision.reason === 'explicitDeny') return true
        return evaluate([policy('some', ...some), policy('missing', decision.missing)], asked).allowed
      }),
      { numRuns: 1000 },
    )
  })
})

test('a policy that names a principal, or no resource, is not taken for an identity policy', () => {
  const trust: Statement = { Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole'] }
  expect(() => compilePolicy('resource', { Statement: [{ ...trust, Resource: ['*'] }] })).toThrow(
    'Statement[0] is not of an identity policy',
  )
  expect(() => compilePolicy('trust', { Statement: [trust] })).toThrow('Statement[0] is not of an identity policy')
  expect(() => compilePolicy('none', { Statement: [{ Effect: 'Allow', Action: ['*'] }] })).toThrow(
    'Statement[0] is not of an identity policy',
  )
})

test('a document made by hand is held to the same rules as a parsed one', () => {
  const statement: Statement = {
    Effect: 'Deny',
    Action: ['*'],
    Resource: ['*'],
    Condition: { DateLessThan: { 'aws:CurrentTime': ['2026-01-01'] } },
  }
  expect(() => compilePolicy('hand', { Statement: [statement] })).toThrow('may not use the operator "DateLessThan" yet')
})
