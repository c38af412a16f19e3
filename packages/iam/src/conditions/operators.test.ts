// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its policy variables and escapes so
import { describe, expect, test } from 'vitest'
import { compileCondition } from './compile-condition.ts'
import { operators } from './operators.ts'

const role = 'arn:aws:iam::111122223333:role/team/deploy'

/** What every value operator is tried with: policy values, a request that matches one of them, and one that matches none. */
const samples: Record<string, { values: readonly string[]; match: string; other: string }> = {
  StringEquals: { values: ['x', 'a*'], match: 'a*', other: 'ab' },
  StringNotEquals: { values: ['x', 'a*'], match: 'a*', other: 'ab' },
  StringEqualsIgnoreCase: { values: ['x', 'Ab'], match: 'aB', other: 'abc' },
  StringNotEqualsIgnoreCase: { values: ['x', 'Ab'], match: 'aB', other: 'abc' },
  StringLike: { values: ['x', 'a*:?'], match: 'a:b:c', other: 'A:b' },
  StringNotLike: { values: ['x', 'a*:?'], match: 'a:b:c', other: 'A:b' },
  ArnEquals: {
    values: ['arn:aws:iam::*:user/x', 'arn:aws:iam::*:role/team/*'],
    match: role,
    other: 'arn:aws:iam::111122223333:role/deploy',
  },
  ArnNotEquals: {
    values: ['arn:aws:iam::*:user/x', 'arn:aws:iam::*:role/team/*'],
    match: role,
    other: 'arn:aws:iam::111122223333:role/deploy',
  },
  ArnLike: { values: ['arn:aws:iam::*:user/x', 'arn:aws:iam::*:role/team/*'], match: role, other: 'arn:aws:iam::111122223333:role/deploy' },
  ArnNotLike: {
    values: ['arn:aws:iam::*:user/x', 'arn:aws:iam::*:role/team/*'],
    match: role,
    other: 'arn:aws:iam::111122223333:role/deploy',
  },
  Bool: { values: ['True'], match: 'true', other: 'false' },
}

function holds(operator: string, values: readonly string[], requested: readonly string[] | undefined, version2012 = true): boolean {
  const tests = compileCondition({ [operator]: { 'a:key': values } }, { variables: version2012, at: {} })
  return tests.every((each) => each.holds(requested))
}

describe.each(operators.filter((each) => each.tests === 'value'))('$name', ({ name, negated }) => {
  const sample = samples[name]
  if (sample === undefined) throw new Error(`add a sample for ${name}`)
  const { values, match, other } = sample

  test('any of its values is enough, and a negated one wants none', () => {
    expect(holds(name, values, [match])).toBe(!negated)
    expect(holds(name, values, [other])).toBe(negated)
  })

  test('one of several requested values counts', () => {
    expect(holds(name, values, [other, match])).toBe(!negated)
  })

  test('an absent key fails it, or passes a negated one', () => {
    expect(holds(name, values, undefined)).toBe(negated)
  })

  test('with IfExists an absent key passes, a present one is compared', () => {
    expect(holds(`${name}IfExists`, values, undefined)).toBe(true)
    expect(holds(`${name}IfExists`, values, [match])).toBe(!negated)
    expect(holds(`${name}IfExists`, values, [other])).toBe(negated)
  })
})

test('Null asks whether the key is there', () => {
  expect(holds('Null', ['true'], undefined)).toBe(true)
  expect(holds('Null', ['true'], ['x'])).toBe(false)
  expect(holds('Null', ['False'], undefined)).toBe(false)
  expect(holds('Null', ['False'], ['x'])).toBe(true)
})

test('StringLike reaches over the colons of an ARN, ArnLike does not', () => {
  expect(holds('StringLike', ['arn:aws:iam::*:role/deploy'], ['arn:aws:iam::1:user/x:role/deploy'])).toBe(true)
  expect(holds('ArnLike', ['arn:aws:iam::*:role/deploy'], ['arn:aws:iam::1:user/x:role/deploy'])).toBe(false)
  expect(holds('ArnLike', ['arn:aws:*:*:*:*'], [role])).toBe(true)
  expect(holds('ArnLike', ['arn:aws:*:*:*:*'], ['arn:aws:secretsmanager:r:1:secret:a-AbCdEf'])).toBe(true)
})

test('what is not an ARN matches no ARN', () => {
  expect(holds('ArnLike', ['arn:*:*:*:*:*'], ['deploy'])).toBe(false)
  expect(holds('ArnNotLike', ['arn:*:*:*:*:*'], ['deploy'])).toBe(true)
})

test('escapes are read with Version 2012-10-17 only', () => {
  expect(holds('StringEquals', ['${*}${?}${$}'], ['*?$'])).toBe(true)
  expect(holds('StringEquals', ['${*}'], ['${*}'], false)).toBe(true)
  expect(holds('StringLike', ['${*}'], ['${aws:username}'], false)).toBe(true)
  expect(holds('StringLike', ['${*}'], ['x'])).toBe(false)
  expect(holds('StringEquals', ['${aws:username}'], ['${aws:username}'], false)).toBe(true)
})
