import { expect, test } from 'vitest'
import type { DeclaredPlace } from '../place/declared-places.ts'
import { declaredForm } from './declared-form.ts'

const place = (given: Partial<DeclaredPlace>): DeclaredPlace => ({
  exportName: 'stripe',
  kind: 'apiKey',
  service: 'secretsmanager',
  name: '{stage}/stripe',
  id: '{stage}/stripe',
  field: undefined,
  type: undefined,
  at: 'src/secrets.ts:3',
  ...given,
})
const formOf = (declared: DeclaredPlace[], asked = {}) => declaredForm({ declared, called: 'secret dev/stripe' }, asked)

test('is text where nothing is declared or asked for', () => {
  expect(formOf([])).toEqual({ kind: 'text', field: undefined, type: undefined, declaredAt: undefined })
  expect(formOf([], { kind: 'login', type: 'String' })).toMatchObject({ kind: 'login', type: 'String' })
})

test('is what the declaration says', () => {
  expect(formOf([place({ field: 'KEY', type: 'String' })])).toEqual({
    kind: 'apiKey',
    field: 'KEY',
    type: 'String',
    declaredAt: 'src/secrets.ts:3',
  })
})

test('takes a kind that has no form for a text', () => {
  expect(formOf([place({ kind: 'oauthClient' })])).toMatchObject({ kind: 'text', declaredAt: 'src/secrets.ts:3' })
})

test('is the one of the field among several', () => {
  const both = [place({ field: 'A' }), place({ field: 'B', kind: 'text' })]
  expect(formOf(both, { field: 'B' })).toMatchObject({ kind: 'text', field: 'B' })
  expect(formOf(both, { field: 'C' })).toMatchObject({ kind: 'text', field: 'C', declaredAt: undefined })
  expect(() => formOf(both)).toThrow('give `field` A or B')
  expect(formOf(both, { kind: 'json' })).toMatchObject({ kind: 'json', field: undefined })
  expect(formOf([place({}), place({ exportName: 'again' })])).toMatchObject({ kind: 'apiKey' })
})

test('refuses what contradicts it, with file and line', () => {
  expect(() => formOf([place({})], { kind: 'text' })).toThrow('is declared as apiKey at src/secrets.ts:3, not as text')
  expect(() => formOf([place({ type: 'String' })], { type: 'SecureString' })).toThrow('declared as String at src/secrets.ts:3')
})
