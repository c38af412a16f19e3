import { expect, test } from 'vitest'
import { namesIn, standsFor } from './secret-id.ts'

const arn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/key-AbC123'

test('a name stands for itself, an ARN for the name before its last six characters', () => {
  expect(namesIn('prod/key')).toEqual({ arn: undefined, names: ['prod/key'] })
  expect(namesIn(arn).names).toEqual(['prod/key'])
  expect(namesIn(arn.slice(0, -7)).names).toEqual(['prod/key'])
})

test('an ARN is a secret’s when it is the same, or the same without the last six characters', () => {
  expect(standsFor(arn, arn)).toBe(true)
  expect(standsFor(arn.slice(0, -7), arn)).toBe(true)
  expect(standsFor(arn.slice(0, -6), arn)).toBe(false)
  expect(standsFor(arn.replace('111122223333', '444455556666'), arn)).toBe(false)
  expect(standsFor(arn.replace('eu-west-1', 'eu-west-2'), arn)).toBe(false)
})
