import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { syntaxTreeOf } from '../../source/syntax-tree.ts'
import { declaringCalls } from '../declaring-call.ts'
import { addToDeclaration, declarationFor } from './declaration-for.ts'
import type { SecretToDeclare } from './declaring-text.ts'

const stripe: SecretToDeclare = {
  exportName: 'stripe',
  kind: 'apiKey',
  place: { service: 'secretsmanager', name: '{stage}/stripe' },
  options: { hosts: ['api.stripe.com'] },
}
const weather: SecretToDeclare = {
  exportName: 'weather',
  kind: 'apiKey',
  place: { service: 'ssm', name: '/{stage}/weather/key' },
  options: { hosts: ['api.weather.example'], header: 'x-api-key' },
}
const billing: SecretToDeclare = {
  exportName: 'billing',
  kind: 'text',
  place: { service: 'secretsmanager', name: 'unused', variable: 'BILLING_SECRET_ARN' },
  field: 'KEY',
}

test('a new declaration is written as the documentation has it', () => {
  const list: SecretToDeclare = { exportName: 'list', kind: 'text', place: { service: 'ssm', variable: 'LIST', type: 'StringList' } }
  const crm: SecretToDeclare = {
    exportName: 'crm',
    kind: 'login',
    place: { service: 'secretsmanager', name: 'crm' },
    fields: { username: 'user' },
  }
  expect(
    declarationFor([stripe, weather, billing, list, crm]),
  ).toBe(`// Each export is one secret: what it is, where it lives, where it may go.
import { apiKey, login, text } from 'sallyport'

export const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
export const weather = /* @__PURE__ */ apiKey({ parameter: '/{stage}/weather/key' }, { hosts: ['api.weather.example'], header: 'x-api-key' })
export const billing = /* @__PURE__ */ text({ env: 'BILLING_SECRET_ARN' }, { field: 'KEY' })
export const list = /* @__PURE__ */ text({ parameter: { env: 'LIST' }, type: 'StringList' })
export const crm = /* @__PURE__ */ login('crm', { fields: { username: 'user' } })
`)
})

test('for CommonJS it is required and exported as CommonJS is', () => {
  expect(declarationFor([stripe], { format: 'cjs' })).toBe(`// Each export is one secret: what it is, where it lives, where it may go.
const { apiKey } = require('sallyport')

exports.stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })
`)
})

describe('adding to a declaration keeps what is there, and its style', () => {
  test.each<[string, string, SecretToDeclare[], string]>([
    [
      'a kind that is imported already',
      `import { apiKey } from 'sallyport'\nexport const other = apiKey('other')\n`,
      [stripe],
      `import { apiKey } from 'sallyport'\nexport const other = apiKey('other')\nexport const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\n`,
    ],
    [
      'another kind, double quotes, semicolons, no line break at the end',
      `import { apiKey } from "sallyport";\nexport const other = apiKey("other");`,
      [billing],
      `import { apiKey, text } from "sallyport";\nexport const other = apiKey("other");\nexport const billing = /* @__PURE__ */ text({ env: "BILLING_SECRET_ARN" }, { field: "KEY" });\n`,
    ],
    [
      'a kind under another name',
      `import { apiKey as key } from 'sallyport'\nexport const other = key('other')\n`,
      [stripe],
      `import { apiKey as key } from 'sallyport'\nexport const other = key('other')\nexport const stripe = /* @__PURE__ */ key('{stage}/stripe', { hosts: ['api.stripe.com'] })\n`,
    ],
    [
      'a kind whose name the file has for something else',
      `import { apiKey } from 'sallyport'\nexport const text = apiKey('other')\n`,
      [billing],
      `import { apiKey, text as textSecret } from 'sallyport'\nexport const text = apiKey('other')\nexport const billing = /* @__PURE__ */ textSecret({ env: 'BILLING_SECRET_ARN' }, { field: 'KEY' })\n`,
    ],
    [
      'CommonJS that exports one object',
      `const { apiKey } = require('sallyport')\nmodule.exports = { other: apiKey('other') }\n`,
      [stripe],
      `const { apiKey } = require('sallyport')\nmodule.exports = { other: apiKey('other') }\nmodule.exports.stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\n`,
    ],
    [
      'CommonJS',
      `const { apiKey } = require('sallyport')\nexports.other = apiKey('other')\n`,
      [stripe, billing],
      `const { apiKey, text } = require('sallyport')\nexports.other = apiKey('other')\nexports.stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\nexports.billing = /* @__PURE__ */ text({ env: 'BILLING_SECRET_ARN' }, { field: 'KEY' })\n`,
    ],
    [
      'Windows line ends',
      `import { apiKey } from 'sallyport'\r\nexport const other = apiKey('other')\r\n`,
      [stripe],
      `import { apiKey } from 'sallyport'\r\nexport const other = apiKey('other')\r\nexport const stripe = /* @__PURE__ */ apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })\r\n`,
    ],
  ])('%s', (_, source, secrets, expected) => {
    expect(addToDeclaration('secrets.ts', source, secrets)?.text).toBe(expected)
  })

  test('what is declared already is not declared again, under whatever name', () => {
    const source = `import { apiKey } from 'sallyport'\nexport const payments = apiKey('{stage}/stripe')\n`
    expect(addToDeclaration('secrets.ts', source, [stripe])).toEqual({ text: source, exportNames: ['payments'], added: [] })
  })

  test('another field of the same secret is another secret', () => {
    const source = `import { text } from 'sallyport'\nexport const one = text({ env: 'BILLING_SECRET_ARN' }, { field: 'ONE' })\n`
    expect(addToDeclaration('secrets.ts', source, [billing])?.added).toEqual(['billing'])
  })

  test('a name that is taken gets another, and says which', () => {
    const source = `import { apiKey } from 'sallyport'\nexport const stripe = apiKey('other')\n`
    expect(addToDeclaration('secrets.ts', source, [stripe, stripe])).toMatchObject({
      exportNames: ['stripeSecret', 'stripeSecret'],
      added: ['stripeSecret'],
    })
  })

  test('a file that does not parse is not touched', () => {
    expect(addToDeclaration('secrets.ts', 'export const =', [stripe])).toBeUndefined()
  })
})

test('whatever the texts, the declaration reads back as what was asked for', () => {
  const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 })
  const given = fc.record({ options: fc.record({ header: text, hosts: fc.array(text) }), field: text, fields: fc.dictionary(text, text) })
  fc.assert(
    fc.property(text, given, (name, { options, field, fields }) => {
      fc.pre(!Object.hasOwn(fields, '__proto__'))
      const written = declarationFor([
        { exportName: 'a', kind: 'text', place: { service: 'ssm', name, type: 'String' }, options, field, fields },
      ])
      const tree = syntaxTreeOf('secrets.ts', written)
      const [call] = tree === undefined ? [] : declaringCalls(tree)
      expect(call).toMatchObject({ place: { service: 'ssm', name, type: 'String' }, options: { ...options, field, fields } })
    }),
  )
})
