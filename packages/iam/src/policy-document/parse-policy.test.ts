// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables and escapes so
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maxPolicyCharacters, parsePolicy } from './parse-policy.ts'
import type { PolicyKind } from './policy-document.ts'
import { PolicyError, type PolicyErrorCode } from './policy-error.ts'

const allow = { Effect: 'Allow', Action: 'ssm:GetParameters', Resource: '*' }
const trusted = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }

function policyWith(...statements: readonly unknown[]): object {
  return { Version: '2012-10-17', Statement: statements }
}

function conditioned(condition: unknown): object {
  return policyWith({ ...allow, Condition: condition })
}

function errorOf(document: string | object, kind: PolicyKind = 'identity'): PolicyError {
  try {
    parsePolicy(document, { kind })
  } catch (error) {
    if (error instanceof PolicyError) return error
    throw error
  }
  throw new Error('the document was accepted')
}

describe('a policy document', () => {
  test('may be text or an object, with a lone statement and lone strings', () => {
    const expected = {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Read',
          Effect: 'Allow',
          Action: ['ssm:GetParameters'],
          Resource: ['*'],
          Condition: { Bool: { 'aws:SecureTransport': ['true'] } },
        },
      ],
    }
    const written = { Version: '2012-10-17', Statement: { Sid: 'Read', ...allow, Condition: { Bool: { 'aws:SecureTransport': true } } } }
    expect(parsePolicy(written)).toEqual(expected)
    expect(parsePolicy(JSON.stringify(written))).toEqual(expected)
  })

  test.each([
    ['no version, which is 2008-10-17', { Statement: [allow] }],
    ['an Id', { Version: '2012-10-17', Id: 'one', Statement: [allow] }],
    ['an empty Sid, twice', policyWith({ ...allow, Sid: '' }, { ...allow, Sid: '' })],
    ['every action of every service', policyWith({ ...allow, Action: ['*', '*:*', 'secretsmanager:Get*Value', 'ssm:?etParameters'] })],
    ['an ARN whose last `*` covers the rest', policyWith({ ...allow, Resource: ['arn:aws:ssm:*', 'arn:aws:s3:::bucket/*'] })],
    [
      'NotAction and NotResource',
      policyWith({ Effect: 'Deny', NotAction: 'iam:*', NotResource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/a' }),
    ],
    ['empty condition blocks', conditioned({ StringEquals: {} })],
    ['the escapes of wildcards', policyWith({ ...allow, Resource: 'arn:aws:s3:::bucket/${*}${?}${$}' })],
    ['`${…}` where Version makes it text', { Statement: [{ ...allow, Resource: 'arn:aws:s3:::bucket/${aws:username}' }] }],
  ])('may have %s', (_, document) => {
    expect(() => parsePolicy(document)).not.toThrow()
  })

  test.each<[string, PolicyKind, object]>([
    [
      'a service, an account, a role and anyone',
      'trust',
      policyWith(trusted, { ...trusted, Principal: { AWS: ['111122223333', 'arn:aws:iam::111122223333:role/x', '*'] } }),
    ],
    [
      'an identity provider',
      'trust',
      policyWith({
        ...trusted,
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/x' },
        Action: 'sts:AssumeRoleWithWebIdentity',
      }),
    ],
    ['a statement id of Lambda', 'resource', policyWith({ ...allow, Sid: 'public-url_1', Principal: '*' })],
  ])('may name %s in a policy that has a Principal', (_, kind, document) => {
    expect(() => parsePolicy(document, { kind })).not.toThrow()
  })

  test('keeps a condition key called __proto__ as a key', () => {
    const document = parsePolicy(
      '{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:__proto__":"x"}}}}',
    )
    expect(Object.keys(document.Statement[0]?.Condition?.['StringEquals'] ?? {})).toEqual(['aws:__proto__'])
    expect(errorOf('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"__proto__":{"a:b":"x"}}}}').code).toBe(
      'UNKNOWN_OPERATOR',
    )
  })
})

describe('a policy document is refused, with its place in words, when it has', () => {
  test.each<[string, string | object, PolicyErrorCode, string]>([
    ['no JSON', '{"Statement":', 'MALFORMED_POLICY', 'policy document is not valid JSON'],
    ['no object', '[]', 'MALFORMED_POLICY', 'policy document is not a JSON object'],
    ['null', 'null', 'MALFORMED_POLICY', 'policy document is not a JSON object'],
    [
      'an unknown element',
      { ...policyWith(allow), Condition: {} },
      'MALFORMED_POLICY',
      'policy document has an unknown element "Condition"',
    ],
    [
      'an unknown version',
      { Version: '2012-10-18', Statement: [allow] },
      'MALFORMED_POLICY',
      'Version is not a valid version: write "2012-10-17"',
    ],
    ['a numeric Id', { Id: 7, Statement: [allow] }, 'MALFORMED_POLICY', 'Id is not a string'],
    ['no statement', { Version: '2012-10-17' }, 'MALFORMED_POLICY', 'policy document has no Statement'],
    ['an empty list of statements', policyWith(), 'MALFORMED_POLICY', 'policy document has no Statement'],
    ['a statement that is text', policyWith(allow, 'Allow'), 'MALFORMED_POLICY', 'Statement[1] is not a JSON object'],
    [
      'a misspelled element',
      policyWith({ ...allow, Resources: '*' }),
      'MALFORMED_POLICY',
      'Statement[0] has an unknown element "Resources"',
    ],
    [
      'no Effect',
      policyWith(allow, { Action: '*', Resource: '*' }),
      'MALFORMED_POLICY',
      'Statement[1] has no Effect: add "Allow" or "Deny"',
    ],
    [
      'an Effect in lower case',
      policyWith({ ...allow, Effect: 'allow' }),
      'MALFORMED_POLICY',
      'Statement[0].Effect is not "Allow" or "Deny"',
    ],
    [
      'a Sid with a hyphen',
      policyWith({ ...allow, Sid: 'a-b' }),
      'MALFORMED_POLICY',
      'Statement[0].Sid is not a string of letters and digits',
    ],
    [
      'a Sid twice',
      policyWith({ ...allow, Sid: 'A' }, { ...allow, Sid: 'A' }),
      'MALFORMED_POLICY',
      'Statement[1].Sid is not unique: another statement has "A" too',
    ],
    ['Action and NotAction', policyWith({ ...allow, NotAction: '*' }), 'MALFORMED_POLICY', 'Statement[0] has both Action and NotAction'],
    ['no Action', policyWith({ Effect: 'Allow', Resource: '*' }), 'MALFORMED_POLICY', 'Statement[0] has no Action and no NotAction'],
    ['an empty Action', policyWith({ ...allow, Action: [] }), 'MALFORMED_POLICY', 'Statement[0].Action is an empty list'],
    [
      'a numeric Action',
      policyWith({ ...allow, Action: [1] }),
      'MALFORMED_POLICY',
      'Statement[0].Action is not a string or a list of strings',
    ],
    [
      'an Action without service',
      policyWith({ ...allow, Action: 'GetSecretValue' }),
      'MALFORMED_POLICY',
      'Statement[0].Action has "GetSecretValue", which is not "service:Operation"',
    ],
    [
      'a wildcard in a service',
      policyWith({ ...allow, Action: 'secrets*:Get' }),
      'MALFORMED_POLICY',
      'Statement[0].Action has "secrets*:Get"',
    ],
    [
      'a variable in an Action',
      policyWith({ ...allow, Action: 'ssm:${aws:username}' }),
      'MALFORMED_POLICY',
      'Statement[0].Action has "ssm:${aws:username}"',
    ],
    ['no Resource', policyWith({ Effect: 'Allow', Action: '*' }), 'MALFORMED_POLICY', 'Statement[0] has no Resource and no NotResource'],
    [
      'a Resource that is a name',
      policyWith({ ...allow, Resource: ['*', 'prod/stripe'] }),
      'MALFORMED_POLICY',
      'Statement[0].Resource has "prod/stripe", which is not in ARN format or "*"',
    ],
    [
      'a Resource of one `?`',
      policyWith({ ...allow, NotResource: undefined, Resource: '?' }),
      'MALFORMED_POLICY',
      'Statement[0].Resource has "?"',
    ],
    ['a Principal', policyWith({ ...allow, Principal: '*' }), 'MALFORMED_POLICY', 'Statement[0] may not have Principal'],
    [
      'a variable in a Resource',
      policyWith({ ...allow, Resource: 'arn:aws:s3:::b/${aws:username}' }),
      'NOT_SUPPORTED',
      'Statement[0].Resource may not use policy variables yet, as in "arn:aws:s3:::b/${aws:username}"',
    ],
    [
      'a variable that never ends',
      policyWith({ ...allow, Resource: 'arn:aws:s3:::b/${*' }),
      'NOT_SUPPORTED',
      'Statement[0].Resource may not use policy variables yet',
    ],
    [
      'a variable in a condition',
      conditioned({ StringEquals: { 'aws:PrincipalTag/a': '${aws:username}' } }),
      'NOT_SUPPORTED',
      'Statement[0].Condition may not use policy variables yet',
    ],
    [
      'a variable in an ARN condition',
      conditioned({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:PrincipalAccount}:role/x' } }),
      'NOT_SUPPORTED',
      'Statement[0].Condition may not use policy variables yet',
    ],
    ['a Condition that is a list', conditioned([]), 'MALFORMED_POLICY', 'Statement[0].Condition is not an object of operators'],
    [
      'an operator without keys',
      conditioned({ StringEquals: 'x' }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has "StringEquals" without an object of condition keys',
    ],
    [
      'a condition key without prefix',
      conditioned({ StringEquals: { VersionStage: 'x' } }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has the key "VersionStage" without a prefix',
    ],
    [
      'no condition value',
      conditioned({ StringEquals: { 'a:b': [] } }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has no value for "a:b"',
    ],
    [
      'an object as value',
      conditioned({ StringEquals: { 'a:b': [{}] } }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has a value for "a:b" that is not a string, number or boolean',
    ],
    [
      'a misspelled operator',
      conditioned({ StringEqual: { 'a:b': 'x' } }),
      'UNKNOWN_OPERATOR',
      'Statement[0].Condition has the operator "StringEqual", which AWS does not have',
    ],
    [
      'an operator in lower case',
      conditioned({ stringEquals: { 'a:b': 'x' } }),
      'UNKNOWN_OPERATOR',
      'Statement[0].Condition has the operator "stringEquals"',
    ],
    [
      'Null with IfExists',
      conditioned({ NullIfExists: { 'a:b': 'true' } }),
      'UNKNOWN_OPERATOR',
      'Statement[0].Condition has the operator "NullIfExists"',
    ],
    [
      'no boolean for Bool',
      conditioned({ Bool: { 'a:b': 'yes' } }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has "yes" in place of true or false',
    ],
    [
      'no boolean for Null',
      conditioned({ Null: { 'a:b': '1' } }),
      'MALFORMED_POLICY',
      'Statement[0].Condition has "1" in place of true or false',
    ],
    ['no ARN for ArnLike', conditioned({ ArnLike: { 'a:b': '*' } }), 'MALFORMED_POLICY', 'Statement[0].Condition compares ARNs with "*"'],
    [
      'a key twice',
      '{"Statement":{"Effect":"Deny","\\u0045ffect":"Allow","Action":"*","Resource":"*"}}',
      'MALFORMED_POLICY',
      'policy document has the key "Effect" twice in one object',
    ],
  ])('%s', (_, document, code, message) => {
    const error = errorOf(document)
    expect(error.message).toContain(message)
    expect(error.code).toBe(code)
  })

  test.each([
    'NumericEquals',
    'NumericNotEquals',
    'NumericLessThan',
    'NumericLessThanEquals',
    'NumericGreaterThan',
    'NumericGreaterThanEquals',
    'DateEquals',
    'DateNotEquals',
    'DateLessThan',
    'DateLessThanEquals',
    'DateGreaterThan',
    'DateGreaterThanEquals',
    'IpAddress',
    'NotIpAddress',
    'BinaryEquals',
    'ForAnyValue:StringEquals',
    'ForAllValues:StringLike',
    'IpAddressIfExists',
    'ForAnyValue:StringLikeIfExists',
  ])('the operator %s, which is not evaluated yet', (operator) => {
    const error = errorOf(policyWith(allow, { ...allow, Condition: { [operator]: { 'a:b': '1' } } }))
    expect(error.message).toBe(`Statement[1].Condition may not use the operator "${operator}" yet: it is refused rather than skipped`)
    expect(error).toMatchObject({ code: 'NOT_SUPPORTED', position: { statement: 1, element: 'Condition' } })
  })

  test.each<[string, PolicyKind, unknown, PolicyErrorCode, string]>([
    ['no Principal', 'trust', { ...trusted, Principal: undefined }, 'MALFORMED_POLICY', 'Statement[0] has no Principal'],
    ['no Principal on a resource', 'resource', allow, 'MALFORMED_POLICY', 'Statement[0] has no Principal'],
    ['a Resource', 'trust', { ...trusted, Resource: '*' }, 'MALFORMED_POLICY', 'Statement[0] may not have Resource'],
    [
      'an action of another service',
      'trust',
      { ...trusted, Action: ['sts:AssumeRole', 'ssm:GetParameters'] },
      'MALFORMED_POLICY',
      'Statement[0].Action may only have STS AssumeRole actions, not "ssm:GetParameters"',
    ],
    [
      'NotPrincipal',
      'trust',
      { ...trusted, Principal: undefined, NotPrincipal: { AWS: '*' } },
      'NOT_SUPPORTED',
      'Statement[0] may not have NotPrincipal yet',
    ],
    [
      'a Principal that is a name',
      'trust',
      { ...trusted, Principal: 'lambda.amazonaws.com' },
      'MALFORMED_POLICY',
      'Statement[0].Principal is not "*" or an object',
    ],
    ['nobody as Principal', 'trust', { ...trusted, Principal: {} }, 'MALFORMED_POLICY', 'Statement[0].Principal names nobody'],
    [
      'an unknown type',
      'trust',
      { ...trusted, Principal: { Aws: '*' } },
      'MALFORMED_POLICY',
      'Statement[0].Principal has an unknown type "Aws"',
    ],
    [
      'a canonical user',
      'resource',
      { ...allow, Principal: { CanonicalUser: 'x' } },
      'NOT_SUPPORTED',
      'Statement[0].Principal may not have CanonicalUser yet',
    ],
    [
      'a wildcard in a role',
      'trust',
      { ...trusted, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } },
      'MALFORMED_POLICY',
      'has an invalid principal "AWS": "arn:aws:iam::111122223333:role/*"',
    ],
    ['any service', 'trust', { ...trusted, Principal: { Service: '*' } }, 'MALFORMED_POLICY', 'has an invalid principal "Service": "*"'],
    [
      'a stored id',
      'trust',
      { ...trusted, Principal: { AWS: 'AROAEXAMPLEEXAMPLEEX' } },
      'MALFORMED_POLICY',
      'has an invalid principal "AWS"',
    ],
  ])('%s, in a policy that has a Principal', (_, kind, statement, code, message) => {
    const error = errorOf(JSON.stringify(policyWith(statement)), kind)
    expect(error.message).toContain(message)
    expect(error.code).toBe(code)
  })

  test('more characters than AWS accepts', () => {
    expect(errorOf(JSON.stringify(policyWith(allow)) + ' '.repeat(maxPolicyCharacters)).message).toMatch(
      /has \d+ characters: at most 131072/,
    )
  })

  test('JSON nested as deep as its length allows', () => {
    const depth = Math.floor(maxPolicyCharacters / 2)
    expect(errorOf(`${'['.repeat(depth)}${']'.repeat(depth)}`).code).toBe('MALFORMED_POLICY')
    const pairs = Math.floor((maxPolicyCharacters - 60) / 6)
    const deep = `{"Statement":{"Effect":"Allow","Condition":${'{"a":'.repeat(pairs)}1${'}'.repeat(pairs)}}}`
    expect(errorOf(deep).code).toBe('MALFORMED_POLICY')
  })

  test('a text that only its own words could describe: no message repeats what is not JSON', () => {
    expect(errorOf('sk_live_abcdef').message).not.toContain('sk_live')
  })
})

test('whatever is given, a policy or a PolicyError comes out', () => {
  const element = fc.constantFrom('Sid', 'Effect', 'Principal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition', '__proto__')
  const content = fc.oneof(fc.constantFrom('Allow', 'Deny', '*', 'ssm:*', 'arn:aws:s3:::${x'), fc.jsonValue())
  const statement = fc.oneof(fc.dictionary(element, content), fc.jsonValue())
  const document = fc.oneof(
    fc.record({ Version: fc.constantFrom('2012-10-17', '2008-10-17', 1), Statement: fc.oneof(statement, fc.array(statement)) }),
    fc.jsonValue(),
  )
  fc.assert(
    fc.property(document, fc.constantFrom<PolicyKind[]>('identity', 'trust', 'resource'), (any, kind) => {
      try {
        expect(parsePolicy(JSON.stringify(any), { kind }).Statement.length).toBeGreaterThan(0)
      } catch (error) {
        expect(error).toBeInstanceOf(PolicyError)
      }
    }),
    { numRuns: 500 },
  )
})
