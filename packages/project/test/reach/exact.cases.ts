import type { ReachCase } from './reach-case.ts'

/** Reach finds these secrets, no more and no less. */
export const exactCases: readonly ReachCase[] = [
  {
    name: 'a named import',
    files: { 'src/handler.ts': `import { stripe } from './secrets'\nexport const handler = async () => stripe.get()` },
    reaches: ['stripe'],
  },
  {
    name: 'an alias',
    files: { 'src/handler.ts': `import { stripe as key } from './secrets'\nconst k = key\nexport const handler = async () => k.get()` },
    reaches: ['stripe'],
  },
  {
    name: 'export * through a barrel',
    files: {
      'src/index.ts': `export * from './secrets'`,
      'src/handler.ts': `import { crm } from './index'\nexport const handler = async () => crm.get()`,
    },
    reaches: ['crm'],
  },
  {
    name: 'a renamed re-export',
    files: {
      'src/index.ts': `export { stripe as payments } from './secrets'`,
      'src/handler.ts': `import { payments } from './index'\nexport const handler = async () => payments.get()`,
    },
    reaches: ['stripe'],
  },
  {
    name: 'a chain of default exports',
    files: {
      'src/secrets.ts': `import { apiKey, text } from 'sallyport'\nexport const other = text('other')\nexport default apiKey('only')`,
      'src/middle.ts': `export { default } from './secrets'`,
      'src/handler.ts': `import key from './middle'\nexport const handler = async () => key.get()`,
    },
    reaches: ['default'],
  },
  {
    name: 'a member of a namespace',
    files: { 'src/handler.ts': `import * as secrets from './secrets'\nexport const handler = async () => secrets.weather.get()` },
    reaches: ['weather'],
  },
  {
    name: 'a helper that two functions share',
    files: {
      'src/helper.ts': `import { stripe, crm } from './secrets'\nexport const pay = () => stripe.get()\nexport const call = () => crm.get()`,
      'src/pay.ts': `import { pay } from './helper'\nexport const handler = async () => pay()`,
      'src/call.ts': `import { call } from './helper'\nexport const handler = async () => call()`,
    },
    functions: { pay: { entry: 'src/pay.ts' }, call: { entry: 'src/call.ts' } },
    reaches: { pay: ['stripe'], call: ['crm'] },
  },
  {
    name: 'a function inside the declaration',
    files: {
      'src/secrets.ts': `import { apiKey, text } from 'sallyport'
export const stripe = apiKey('stripe')
export const note = text('note')
export const charge = () => stripe.get()`,
      'src/handler.ts': `import { charge } from './secrets'\nexport const handler = async () => charge()`,
    },
    reaches: ['stripe'],
  },
  {
    name: 'a secret handed to a function as an argument',
    files: {
      'src/read.ts': `export const read = (secret: { get(): unknown }) => secret.get()`,
      'src/handler.ts': `import { read } from './read'\nimport { note } from './secrets'\nexport const handler = async () => read(note)`,
    },
    reaches: ['note'],
  },
  {
    name: 'a secret local to the handler',
    files: {
      'src/handler.ts': `import { text } from 'sallyport'\nexport const handler = async () => {\n  const local = text('local')\n  return local.get()\n}`,
    },
    reaches: ['src/handler.ts:3'],
  },
  {
    name: 'a package of the workspace',
    files: {
      'node_modules/@shop/secrets/package.json': `{ "name": "@shop/secrets", "version": "1.0.0", "main": "index.js", "type": "module" }`,
      'node_modules/@shop/secrets/index.js': `import { apiKey, text } from 'sallyport'\nexport const shared = apiKey('shared')\nexport const spare = text('spare')`,
      'src/handler.ts': `import { shared } from '@shop/secrets'\nexport const handler = async () => shared.get()`,
    },
    reaches: ['shared'],
  },
  {
    name: 'a declaration imported for its side effect alone',
    files: { 'src/handler.ts': `import './secrets'\nexport const handler = async () => 1` },
    reaches: [],
  },
  {
    name: 'a family',
    files: {
      'src/secrets.ts': `import { text } from 'sallyport'\nexport const customers = text('{stage}/customers/{id}')\nexport const note = text('note')`,
      'src/handler.ts': `import { customers } from './secrets'\nexport const handler = async ({ id }: { id: string }) => customers.for(id).get()`,
    },
    reaches: ['customers'],
  },
  {
    name: 'a name in an environment variable that the configuration sets',
    files: {
      'src/secrets.ts': `import { apiKey } from 'sallyport'\nexport const billing = apiKey({ env: 'BILLING_SECRET_ARN' }, { field: 'KEY' })`,
      'src/handler.ts': `import { billing } from './secrets'\nexport const handler = async () => billing.get()`,
    },
    functions: { billing: { entry: 'src/handler.ts', environment: { BILLING_SECRET_ARN: 'prod/billing' } } },
    reaches: { billing: ['billing'] },
  },
  {
    name: 'a function that nothing calls',
    files: {
      'src/helper.ts': `import { crm } from './secrets'\nexport const unused = () => crm.get()\nexport const used = () => 1`,
      'src/handler.ts': `import { used } from './helper'\nexport const handler = async () => used()`,
    },
    reaches: [],
  },
  {
    name: 'an import of types alone',
    files: {
      'src/handler.ts': `import type { stripe } from './secrets'\nimport { type crm } from './secrets'\nexport const handler = async (a: typeof stripe, b: typeof crm) => [a, b].length`,
    },
    reaches: [],
  },
  {
    name: 'test files beside the function',
    files: {
      'src/handler.test.ts': `import { crm } from './secrets'\ncrm.get()`,
      'src/handler.ts': `import { note } from './secrets'\nexport const handler = async () => note.get()`,
    },
    reaches: ['note'],
  },
  {
    name: 'code behind if (false)',
    files: {
      'src/handler.ts': `import { note, crm } from './secrets'\nexport const handler = async () => {\n  if (false) return crm.get()\n  return note.get()\n}`,
    },
    reaches: ['note'],
  },
  {
    name: 'two handlers in a file, of which each uses its own',
    files: {
      'src/handlers.ts': `import { note, crm } from './secrets'\nexport const first = async () => note.get()\nexport const second = async () => crm.get()`,
    },
    functions: { first: { entry: 'src/handlers.ts', handler: 'first' }, second: { entry: 'src/handlers.ts', handler: 'second' } },
    reaches: { first: ['note'], second: ['crm'] },
  },
  {
    name: 'a reading call marked PURE and a package marked free of side effects, as they run unbundled',
    files: {
      'package.json': `{ "sideEffects": false }`,
      'src/warm.ts': `import { note } from './secrets'\nnote.get()`,
      'src/handler.ts': `import './warm'\nimport { stripe } from './secrets'\nexport const first = /* @__PURE__ */ stripe.get()\nexport const handler = async () => 1`,
    },
    reaches: ['note', 'stripe'],
  },
  {
    name: 'withSecrets',
    files: {
      'src/handler.ts': `import { withSecrets } from 'sallyport'\nimport { stripe } from './secrets'\nexport const handler = withSecrets([stripe], async () => stripe.fetch('/v1'))`,
    },
    reaches: ['stripe'],
  },
  {
    name: 'a package that was read, which hands on the global object',
    files: {
      'node_modules/lodash/get.js': `const root = global\nmodule.exports = (name) => native(root, name)\nfunction native(object, key) { return object[key] }`,
      'src/handler.ts': `import get from 'lodash/get.js'\nimport { note } from './secrets'\nexport const handler = async () => [get('Map'), note]`,
    },
    reaches: ['note'],
  },
  {
    name: 'what ordinary code does with the global object',
    files: {
      'src/registry.ts': `
const key = Symbol.for('shop.registry')
const store = globalThis as any
store.__cache ??= new Map()
store[key] ??= {}
export const state = () => [store[key], (global as any)['__shop'], (global as any)[\`__shop_\${store.version}\`]]`,
      'src/polyfill.ts': `
if (typeof globalThis.fetch !== 'function' && 'fetch' in globalThis) Object.defineProperty(globalThis, 'fetch', { value: 1 })
if (typeof global !== 'undefined' && !global.self) (globalThis as any).self = globalThis
export const { setTimeout: later, URL: Url = String } = globalThis
export const bound = [fetch.bind(globalThis), globalThis.fetch.bind(globalThis), Object.prototype.hasOwnProperty.call(global, 'x')]`,
      'src/umd.js': `
(function (root, factory) {
  if (typeof define === 'function' && define.amd) define([], factory)
  else if (typeof module === 'object' && module.exports) module.exports = factory()
  else root.Umd = factory()
})(typeof self !== 'undefined' ? self : this, function () { return { name: 'umd' } })`,
      'src/packed.js': `!function(t,e){"object"==typeof exports&&"undefined"!=typeof module?module.exports=e():(t="undefined"!=typeof globalThis?globalThis:t||self).packed=e()}(this,function(){var r="object"==typeof global&&global&&global.Object===Object&&global,s=r||Function("return this")();return s.Date})`,
      'src/handler.ts': `
import { note } from './secrets'
import { state } from './registry'
import { bound, later, Url } from './polyfill'
import umd from './umd.js'
import packed from './packed.js'
export const handler = async () => [await globalThis.fetch('http://127.0.0.1'), note, state(), bound, later, Url, umd, packed, typeof WebAssembly, process.env['HOME']]`,
    },
    reaches: ['note'],
  },
]
