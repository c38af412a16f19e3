import { expect, test } from 'vitest'
import { declaredSecret } from '../../test/declared-secret.ts'
import type { DeclaredSecret } from '../declaration/declared-secret.ts'
import type { OtherRead } from '../reach/other-reads/other-read.ts'
import { keyedPlaces } from './keyed-places.ts'

const read = (action: NonNullable<OtherRead['action']>, name: string): OtherRead => ({
  by: 'AWS SDK v3',
  service: action.startsWith('ssm') ? 'ssm' : 'secretsmanager',
  action,
  name,
  variable: undefined,
  pattern: undefined,
  reason: undefined,
  file: 'src/old.ts',
  line: 12,
})
const target = { region: 'eu-west-1', accountId: '111122223333', stage: 'prod' }
const placesOf = (secrets: DeclaredSecret[], otherReads: OtherRead[] = []) =>
  keyedPlaces({ function: 'checkout', secrets, otherReads, open: [], externals: [] }, target)

test('a secret and an encrypted parameter may be under a key, each once and in its stage; a plain parameter is not', () => {
  const stripe = declaredSecret({ service: 'secretsmanager', name: '{stage}/stripe' })
  const plain = declaredSecret({ service: 'ssm', name: '/plain', type: 'String' })
  expect(placesOf([stripe, stripe, plain, declaredSecret({ service: 'ssm', name: '/secure' })])).toEqual([
    { service: 'secretsmanager', name: 'prod/stripe', isMany: false },
    { service: 'ssm', name: '/secure', isMany: false },
  ])
})

test('what other libraries read is among them under the name that has the key, unless it is not granted', () => {
  const reads = [
    read('ssm:GetParameter', '/shop/limit:3'),
    read('ssm:GetParameter', '/aws/reference/secretsmanager/shop/old'),
    read('ssm:GetParametersByPath', '/shop/all'),
    read('secretsmanager:GetSecretValue', 'shop/*'),
  ]
  expect(placesOf([declaredSecret({ service: 'secretsmanager', name: 'shop/{id}' })], reads)).toEqual([
    { service: 'secretsmanager', name: 'shop/{id}', isMany: true },
    { service: 'ssm', name: '/shop/limit', isMany: false },
    { service: 'secretsmanager', name: 'shop/old', isMany: false },
    { service: 'ssm', name: '/shop/all', isMany: true },
  ])
})
