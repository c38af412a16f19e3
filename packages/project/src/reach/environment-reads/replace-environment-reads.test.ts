// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, some of it templates
import { describe, expect, test } from 'vitest'
import { syntaxTreeOf } from '../../source/syntax-tree.ts'
import { type HandleForVariable, withHandles } from './replace-environment-reads.ts'

const stripe = { variable: 'STRIPE_KEY', handle: 'stripe', importFrom: '/shop/src/secrets.ts' }
const crm = { variable: 'CRM_PASSWORD', handle: 'crm', member: 'password', importFrom: '/shop/src/secrets.ts' }

function replacedIn(source: string, { file = '/shop/src/handler.ts', isEsm = false, handles = [stripe, crm] as HandleForVariable[] } = {}) {
  const tree = syntaxTreeOf(file, source)
  if (tree === undefined) throw new Error('the case does not parse')
  const found = withHandles({ file, tree, isEsm }, handles)
  if (syntaxTreeOf(file, found.text) === undefined) throw new Error(`the new text does not parse: ${found.text}`)
  return found
}

describe('a plain read in an async function becomes a read of the handle', () => {
  test.each([
    ['an argument', `call(process.env.STRIPE_KEY)`, `call((await stripe.get()).reveal())`],
    ['with !', `call(process.env.STRIPE_KEY!)`, `call((await stripe.get()).reveal())`],
    ['with as', `call(process.env['STRIPE_KEY'] as string)`, `call((await stripe.get()).reveal())`],
    ['a template', 'call(`Bearer ${process.env.STRIPE_KEY}`)', 'call(`Bearer ${(await stripe.get()).reveal()}`)'],
    ['a property', `call({ key: process.env.STRIPE_KEY })`, `call({ key: (await stripe.get()).reveal() })`],
    ['a method on it', `return process.env.STRIPE_KEY.trim()`, `return (await stripe.get()).reveal().trim()`],
    ['an optional chain', `return process.env.STRIPE_KEY?.trim()`, `return (await stripe.get()).reveal()?.trim()`],
    ['a constant', `const key = process.env.STRIPE_KEY`, `const key = (await stripe.get()).reveal()`],
    ['a check', `return event.token !== process.env.STRIPE_KEY`, `return event.token !== (await stripe.get()).reveal()`],
    ['a check, the other way', `return process.env.STRIPE_KEY === event.token`, `return (await stripe.get()).reveal() === event.token`],
    [
      'a case',
      `switch (event.token) { case process.env.STRIPE_KEY: return 1 }`,
      `switch (event.token) { case (await stripe.get()).reveal(): return 1 }`,
    ],
    ['an operand', `return event.n ** process.env.STRIPE_KEY`, `return event.n ** (await stripe.get()).reveal()`],
    [
      'a part of what new makes',
      `return new process.env.STRIPE_KEY.constructor('z')`,
      `return new ((await stripe.get()).reveal()).constructor('z')`,
    ],
    ['what new makes', `return new process.env.STRIPE_KEY!()`, `return new ((await stripe.get()).reveal())()`],
    ['an argument of new', `return new Call(process.env.STRIPE_KEY)`, `return new Call((await stripe.get()).reveal())`],
    ['a member of a value', `call(process.env.CRM_PASSWORD)`, `call((await crm.get()).reveal().password)`],
  ])('%s', (_, body, expected) => {
    const { text, remaining } = replacedIn(`import { call } from './call'\nexport const handler = async (event) => {\n  ${body}\n}\n`)
    const name = expected.includes('crm') ? 'crm' : 'stripe'
    expect([text, remaining]).toEqual([
      `import { call } from './call'\nimport { ${name} } from './secrets'\nexport const handler = async (event) => {\n  ${expected}\n}\n`,
      [],
    ])
  })
})

describe('every other byte stays, and the import is written as the file is', () => {
  test.each<[string, string, string, Parameters<typeof replacedIn>[1]?]>([
    [
      'double quotes, semicolons and .js',
      `import { call } from "./call.js";\n\nexport async function handler() {\n\treturn call( process.env.STRIPE_KEY );  // odd\n}`,
      `import { call } from "./call.js";\nimport { stripe } from "./secrets.js";\n\nexport async function handler() {\n\treturn call( (await stripe.get()).reveal() );  // odd\n}`,
    ],
    [
      'Windows line ends and .ts',
      `import { call } from './call.ts' // first\r\nexport const handler = async () => call(process.env.STRIPE_KEY)\r\n`,
      `import { call } from './call.ts' // first\r\nimport { stripe } from './secrets.ts'\r\nexport const handler = async () => call((await stripe.get()).reveal())\r\n`,
    ],
    [
      'no import yet, below what the file says of itself',
      `#!/usr/bin/env node\n// Copyright\n\n/** The handler. */\nexport const handler = async () => process.env.STRIPE_KEY\n`,
      `#!/usr/bin/env node\n// Copyright\n\nimport { stripe } from './secrets'\n\n/** The handler. */\nexport const handler = async () => (await stripe.get()).reveal()\n`,
    ],
    [
      'an ES module package without relative imports',
      `import { x } from 'x'\nexport const handler = async () => x(process.env.STRIPE_KEY)\n`,
      `import { x } from 'x'\nimport { stripe } from './secrets.js'\nexport const handler = async () => x((await stripe.get()).reveal())\n`,
      { isEsm: true },
    ],
    [
      'semicolons inside, and a file of data',
      `import data from './data.json';\nexport const handler = async () => {\n  return [data, process.env.STRIPE_KEY];\n};\n`,
      `import data from './data.json';\nimport { stripe } from './secrets.js';\nexport const handler = async () => {\n  return [data, (await stripe.get()).reveal()];\n};\n`,
      { isEsm: true },
    ],
    [
      'another folder',
      `import { call } from '../call'\nexport const handler = async () => call(process.env.STRIPE_KEY)\n`,
      `import { call } from '../call'\nimport { stripe } from '../secrets'\nexport const handler = async () => call((await stripe.get()).reveal())\n`,
      { file: '/shop/src/deep/handler.ts' },
    ],
    [
      'an import of the declaration that is there',
      `import { other } from './secrets.js'\nexport const handler = async () => [other, process.env.STRIPE_KEY]\n`,
      `import { other, stripe } from './secrets.js'\nexport const handler = async () => [other, (await stripe.get()).reveal()]\n`,
    ],
    [
      'the handle that is imported already, under another name',
      `import { stripe as s } from './secrets.js'\nexport const handler = async () => [s, process.env.STRIPE_KEY]\n`,
      `import { stripe as s } from './secrets.js'\nexport const handler = async () => [s, (await s.get()).reveal()]\n`,
    ],
    [
      'a name that the file has for something else',
      `import Stripe from 'stripe'\nexport const handler = async () => {\n  const stripe = new Stripe(process.env.STRIPE_KEY)\n  return stripe.balance()\n}\n`,
      `import Stripe from 'stripe'\nimport { stripe as stripeSecret } from './secrets'\nexport const handler = async () => {\n  const stripe = new Stripe((await stripeSecret.get()).reveal())\n  return stripe.balance()\n}\n`,
    ],
    [
      'CommonJS',
      `'use strict'\nconst { call } = require('./call')\n\nexports.handler = async () => call(process.env.STRIPE_KEY)\n`,
      `'use strict'\nconst { call } = require('./call')\nconst { stripe } = require('./secrets')\n\nexports.handler = async () => call((await stripe.get()).reveal())\n`,
      { file: '/shop/src/handler.js' },
    ],
    [
      'CommonJS without a require, and a name that is taken',
      `"use strict";\nconst stripe = 1;\nexports.handler = async () => [stripe, process.env.STRIPE_KEY];\n`,
      `"use strict";\nconst { stripe: stripeSecret } = require("./secrets");\nconst stripe = 1;\nexports.handler = async () => [stripe, (await stripeSecret.get()).reveal()];\n`,
      { file: '/shop/src/handler.js' },
    ],
    [
      'CommonJS that has the declaration already',
      `const { other } = require('./secrets')\nexports.handler = async () => [other, process.env.STRIPE_KEY]\n`,
      `const { other, stripe } = require('./secrets')\nexports.handler = async () => [other, (await stripe.get()).reveal()]\n`,
      { file: '/shop/src/handler.js' },
    ],
    [
      'two handles, one of them in an object',
      `import { call } from './call'\nexport const handler = async () => call(process.env.STRIPE_KEY, process.env.STRIPE_KEY, process.env.CRM_PASSWORD)\n`,
      `import { call } from './call'\nimport { stripe, all } from './secrets'\nexport const handler = async () => call((await stripe.get()).reveal(), (await stripe.get()).reveal(), (await all.crm.get()).reveal())\n`,
      { handles: [stripe, { variable: 'CRM_PASSWORD', handle: 'all.crm', importFrom: '/shop/src/secrets.ts' }] },
    ],
    [
      'a default export',
      `import { call } from './call'\nexport const handler = async () => call(process.env.STRIPE_KEY)\n`,
      `import { call } from './call'\nimport { default as secret } from './secrets'\nexport const handler = async () => call((await secret.get()).reveal())\n`,
      { handles: [{ ...stripe, handle: 'default' }] },
    ],
    [
      'an import over several lines',
      `import {\n  a,\n  b,\n} from './secrets'\nexport const handler = async () => [a, b, process.env.STRIPE_KEY]\n`,
      `import {\n  a,\n  b, stripe,\n} from './secrets'\nexport const handler = async () => [a, b, (await stripe.get()).reveal()]\n`,
    ],
    [
      'only types of the declaration',
      `import type { A } from './secrets'\nexport const handler = async (): Promise<A> => process.env.STRIPE_KEY as A\n`,
      `import type { A } from './secrets'\nimport { stripe } from './secrets'\nexport const handler = async (): Promise<A> => (await stripe.get()).reveal() as A\n`,
    ],
  ])('%s', (_, source, expected, options) => {
    expect(replacedIn(source, options).text).toBe(expected)
  })
})

describe('what cannot be replaced is told, and the file stays as it is', () => {
  test.each([
    ['while the module loads', `const key = process.env.STRIPE_KEY`, '1:13 reads STRIPE_KEY while its module loads'],
    ['in a plain function', `export const f = () => process.env.STRIPE_KEY`, '1:24 reads STRIPE_KEY in a function that is not async'],
    [
      'in a function inside an async one',
      `export const f = async () => [1].map(() => process.env.STRIPE_KEY)`,
      '1:44 reads STRIPE_KEY in a function that is not async',
    ],
    [
      'in a handler with a callback',
      `exports.handler = (event, context, callback) => callback(null, process.env.STRIPE_KEY)`,
      '1:64 reads STRIPE_KEY in a function that is not async',
    ],
    [
      'in the default of a parameter',
      `export const f = async (a = process.env.STRIPE_KEY) => a`,
      '1:29 reads STRIPE_KEY in the default of a parameter: write (await stripe.get()).reveal() where the parameter is used, in an async function',
    ],
    [
      'in a field of a class',
      `class Client { key = process.env.STRIPE_KEY }`,
      '1:22 reads STRIPE_KEY while its class or an instance of it is made: write (await stripe.get()).reveal() in the async method that uses it',
    ],
    ['with a default', `export const f = async () => process.env.STRIPE_KEY ?? ''`, '1:30 has a default for STRIPE_KEY'],
    ['in a pattern', `const { STRIPE_KEY } = process.env`, '1:9 takes STRIPE_KEY out of process.env'],
    ['in a test', `if (!process.env.STRIPE_KEY) throw new Error()`, '1:6 looks whether STRIPE_KEY is set'],
    ['in an assignment', `process.env.STRIPE_KEY = 'x'`, '1:1 sets or deletes STRIPE_KEY'],
    ['handed on whole', `const all = clean(process.env)`, '1:19 hands on all of process.env'],
    [
      'at the start of a statement, where a bracket would call the line before',
      `export const f = async () => {\n  g()\n  process.env.STRIPE_KEY.trim()\n}`,
      '3:3 begins a statement with STRIPE_KEY',
    ],
  ])('%s', (_, source, expected) => {
    const { text, replaced, remaining } = replacedIn(source)
    expect([text, replaced]).toEqual([source, []])
    expect(remaining.map(({ line, column, advice }) => `${line}:${column} ${advice}`)).toEqual([expect.stringContaining(expected)])
  })

  test('a variable that is not asked for is nobody else’s business', () => {
    expect(replacedIn(`export const handler = async () => process.env.LOG_LEVEL`)).toEqual({
      text: `export const handler = async () => process.env.LOG_LEVEL`,
      replaced: [],
      remaining: [],
    })
  })
})

test('does nothing the second time', () => {
  const source = `import { call } from './call'\nexport const handler = async () => call(process.env.STRIPE_KEY)\n`
  const once = replacedIn(source)
  expect(once.replaced).toEqual([{ variable: 'STRIPE_KEY', line: 2, column: 41 }])
  expect(replacedIn(once.text)).toEqual({ text: once.text, replaced: [], remaining: [] })
})

describe('a variable that the file itself sets or deletes is left as it is', () => {
  test.each([
    ['set', `process.env.STRIPE_KEY = 'x'`],
    ['set where it is not set', `process.env.STRIPE_KEY ??= 'x'`],
    ['deleted', `delete process.env.STRIPE_KEY`],
    ['set by a pattern', `({ key: process.env.STRIPE_KEY } = event)`],
    ['set by a list', `;[process.env.STRIPE_KEY] = event.keys`],
    ['set with a default', `;[process.env.STRIPE_KEY = 'x'] = event.keys`],
    ['set by the rest', `;[...process.env.STRIPE_KEY] = event.keys`],
    ['set by Object.assign', `Object.assign(process.env, { STRIPE_KEY: event.key })`],
    ['set by Reflect.set', `Reflect.set(process.env, 'STRIPE_KEY', event.key)`],
    ['set by a loop', `for (process.env.STRIPE_KEY of event.keys) break`],
  ])('%s', (_, setting) => {
    const source = `export const handler = async (event) => {\n  ${setting}\n  return [process.env.STRIPE_KEY, process.env.CRM_PASSWORD]\n}\n`
    const { text, replaced, remaining } = replacedIn(source)
    expect(replaced).toEqual([expect.objectContaining({ variable: 'CRM_PASSWORD', line: 3 })])
    expect(text).toContain(`${setting}\n  return [process.env.STRIPE_KEY, (await crm.get())`)
    expect(remaining.map(({ line, advice }) => `${line} ${advice}`)).toEqual([
      '2 sets or deletes STRIPE_KEY: take that away, and give a value in tests by sallyport/testing',
      '3 reads STRIPE_KEY, which line 2 sets or deletes: take that away, then write (await stripe.get()).reveal()',
    ])
  })
})

describe('where a file sets variables whose names are not written, no read of any is replaced', () => {
  test.each([
    ['by Object.assign', 'Object.assign(process.env, event.variables)'],
    ['by a spread', 'Object.assign(process.env, { ...event.variables })'],
    ['by a computed name', 'process.env[event.name] = event.key'],
    ['by another environment', 'process.env = event.variables'],
  ])('%s', (_, setting) => {
    const source = `export const handler = async (event) => {\n  ${setting}\n  return [process.env.STRIPE_KEY, process.env.CRM_PASSWORD]\n}\n`
    const { text, replaced, remaining } = replacedIn(source)
    expect([text, replaced]).toEqual([source, []])
    expect(remaining.map(({ line, advice }) => `${line} ${advice}`)).toEqual([
      '2 sets or deletes variables whose names are not written there: see that none of them is one that goes',
      '3 reads STRIPE_KEY, which line 2 may set or delete: see that it does not, then write (await stripe.get()).reveal()',
      '3 reads CRM_PASSWORD, which line 2 may set or delete: see that it does not, then write (await crm.get()).reveal().password',
    ])
  })
})
