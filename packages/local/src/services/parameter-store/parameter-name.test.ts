import { describe, expect, test } from 'vitest'
import type { AwsError } from '../../aws-error.ts'
import { checkNewName, parameterReference } from './parameter-name.ts'

const place = { partition: 'aws', region: 'eu-west-1', id: '111122223333' }
const arn = (name: string) => `arn:aws:ssm:eu-west-1:111122223333:parameter/${name}`

describe('a parameter is named', () => {
  test.each([
    ['by a plain name', 'key', 'key', undefined, arn('key')],
    ['by the same name with a slash', '/key', 'key', undefined, arn('key')],
    ['by a path, whose ARN has one slash after "parameter"', '/prod/key', 'prod/key', undefined, arn('prod/key')],
    ['with a version', '/prod/key:3', 'prod/key', '3', arn('prod/key')],
    ['with a label', 'key:live', 'key', 'live', arn('key')],
    ['by its ARN', arn('prod/key'), 'prod/key', undefined, arn('prod/key')],
    ['by its ARN with a version', `${arn('key')}:3`, 'key', '3', arn('key')],
    [
      "by another account's ARN, which stays as it is",
      arn('key').replace('1111', '4444'),
      'key',
      undefined,
      arn('key').replace('1111', '4444'),
    ],
  ])('%s', (_, name, key, selector, resource) => {
    expect(parameterReference(name, place)).toEqual({ key, selector, arn: resource })
  })

  test.each([
    ['a path without its first slash', 'a/b/c'],
    ['an empty sub-path', '/a//b'],
    ['a slash at the end', '/a/b/'],
    ['two colons', 'key:1:2'],
    ['an empty name', ':1'],
    ['a space', 'my key'],
    ['an ARN with two slashes', arn('/key')],
    ['an ARN of another service', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:key-AbCdEf'],
  ])('by nothing with %s', (_, name) => {
    expect(parameterReference(name, place)).toBeUndefined()
  })
})

describe('a new parameter', () => {
  const refusal = (name: string) => {
    try {
      checkNewName(name, place)
    } catch (error) {
      return (error as AwsError).code // the only thing checkNewName throws
    }
    return 'accepted'
  }

  test.each([
    ['key', 'accepted'],
    ['/prod/weather.v2/key_1-a', 'accepted'],
    [`/${Array(15).fill('a').join('/')}`, 'accepted'],
    [`/${Array(16).fill('a').join('/')}`, 'HierarchyLevelLimitExceededException'],
    ['a/b', 'ValidationException'],
    ['/a//b', 'ValidationException'],
    ['awskey', 'ValidationException'],
    ['/SSM-key', 'ValidationException'],
    ['/ssm/key', 'ValidationException'],
    ['/aws/key', 'AccessDeniedException'],
    ['/AWS/key', 'AccessDeniedException'],
    ['/prod/aws', 'accepted'],
    ['key:1', 'ValidationException'],
    ['schlüssel', 'ValidationException'],
    ['a'.repeat(1011 - arn('').length), 'accepted'],
    ['a'.repeat(1012 - arn('').length), 'ValidationException'],
  ])('%s: %s', (name, outcome) => {
    expect(refusal(name)).toBe(outcome)
  })
})
