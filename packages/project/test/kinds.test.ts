import * as sallyport from 'sallyport'
import { describe, expect, test } from 'vitest'
import { declaresNothing, isKind } from '../src/declaration/kinds.ts'
import { placeOf } from '../src/declaration/place.ts'

test('knows of every export of sallyport whether it declares a secret', () => {
  const names = Object.keys(sallyport)
  expect(names.length).toBeGreaterThan(0)
  expect(names.filter((name) => isKind(name) === declaresNothing(name))).toEqual([])
})

describe('a call of what it takes for a kind gives a handle whose record says what is read from the file', () => {
  const kinds = Object.entries(sallyport).filter(([name]) => isKind(name))
  const schema = { '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) } }
  const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:a-AbCdEf'

  test.each([
    ['a', { service: 'secretsmanager', name: 'a' }],
    [arn, { service: 'secretsmanager', name: arn }],
    ['{stage}/customers/{id}', { service: 'secretsmanager', name: '{stage}/customers/{id}' }],
    [{ parameter: '/a' }, { service: 'ssm', name: '/a' }],
    [
      { parameter: '/a', type: 'StringList' },
      { service: 'ssm', name: '/a', type: 'StringList' },
    ],
    [{ env: 'A_ARN' }, { service: 'secretsmanager', variable: 'A_ARN' }],
    [
      { parameter: { env: 'A' }, type: 'String' },
      { service: 'ssm', variable: 'A', type: 'String' },
    ],
  ])('%j', (written, place) => {
    // the filter leaves functions of a place, which the type of all exports cannot say
    const records = kinds.map(
      ([, kind]) => (kind as (place: unknown, schema: object) => { '~sallyport': object })(written, schema)['~sallyport'],
    )
    expect(records).toEqual(kinds.map(([kind]) => expect.objectContaining({ version: 1, kind, place })))
    expect(placeOf(written)).toEqual(place)
  })
})
