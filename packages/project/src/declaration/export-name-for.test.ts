import fc from 'fast-check'
import * as sallyport from 'sallyport'
import { expect, test } from 'vitest'
import { syntaxTreeOf } from '../source/syntax-tree.ts'
import { exportNameFor } from './export-name-for.ts'

test.each([
  ['STRIPE_API_KEY', 'stripeApiKey'],
  ['stripe', 'stripe'],
  ['myApiKey', 'myApiKey'],
  ['MyKey', 'myKey'],
  ['BILLING_SECRET_ARN', 'billing'],
  ['CRM_ARN', 'crm'],
  ['ARN', 'arn'],
  ['{stage}/stripe', 'stripe'],
  ['/{stage}/weather/key', 'weatherKey'],
  ['{stage}/customers/{id}', 'customers'],
  ['arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/partner-AbCdEf', 'prodPartner'],
  ['arn:aws:ssm:eu-west-1:111122223333:parameter/prod/key', 'prodKey'],
  ['2CHECKOUT_KEY', 'secret2CheckoutKey'],
  ['rds!db-1234', 'rdsDb1234'],
  ['DELETE', 'deleteSecret'],
  ['LOGIN', 'loginSecret'],
  ['ключ', 'secret'],
  ['', 'secret'],
])('%j is exported as %s', (name, expected) => {
  expect(exportNameFor(name)).toBe(expected)
})

test('a name that is taken gets another, and another after that', () => {
  expect(exportNameFor('STRIPE', ['stripe'])).toBe('stripeSecret')
  expect(exportNameFor('STRIPE', ['stripe', 'stripeSecret'])).toBe('stripeSecret2')
})

test('whatever the name, it can be declared beside every kind', () => {
  const imports = `import { ${Object.keys(sallyport).join(', ')} } from 'sallyport'`
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('a', 'B', '1', '_', '/', '-', '{', '}', ' ') })), (name) => {
      expect(syntaxTreeOf('a.mts', `${imports}\nexport const ${exportNameFor(name)} = 1`)).toBeDefined()
    }),
  )
})
