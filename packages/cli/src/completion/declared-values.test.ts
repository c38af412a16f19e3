import { expect, test } from 'vitest'
import { declaredValues } from './declared-values.ts'

const place = (exportName: string | undefined, id: string, field?: string) =>
  ({ exportName, kind: 'apiKey', service: 'secretsmanager', name: id, id, field, at: `src/secrets.ts:${id.length}` }) as const

const values = (places: readonly ReturnType<typeof place>[], stage?: string) => {
  const { exports, names } = declaredValues(places, stage)
  return { exports: exports.map(({ value }) => value), names: names.map(({ value }) => value) }
}

test('offers the exports, and the names once the stage is known', () => {
  const places = [place('stripe', '{stage}/stripe'), place('shared', 'shared/key'), place(undefined, '{stage}/crm')]
  expect(values(places)).toEqual({ exports: ['stripe', 'shared'], names: ['shared/key'] })
  expect(values(places, 'dev')).toEqual({ exports: ['stripe', 'shared'], names: ['dev/stripe', 'shared/key', 'dev/crm'] })
})

test('offers nothing that the command would refuse: a family, or an export of two places', () => {
  expect(values([place('customers', '{stage}/customers/{id}')], 'dev')).toEqual({ exports: [], names: [] })
  const twice = [place('key', 'a/key'), place('key', 'b/key')]
  expect(values(twice)).toEqual({ exports: [], names: ['a/key', 'b/key'] })
})

test('offers the name of a secret once, whatever number of fields it has', () => {
  const fields = [place('user', 'db', 'username'), place('password', 'db', 'password')]
  expect(values(fields)).toEqual({ exports: ['user', 'password'], names: ['db'] })
})
