import type { ReachCase } from './reach-case.ts'

const all = ['crm', 'note', 'stripe', 'weather']

/** As `adopt` writes it. */
const assigned = `const { apiKey, login, text } = require('sallyport')
exports.stripe = /* @__PURE__ */ apiKey('stripe', { hosts: ['api.stripe.com'] })
exports.weather = apiKey({ parameter: '/weather' })
exports.crm = login('crm')
exports.note = text('note')
`
const atOnce = `const { apiKey, login, text } = require('sallyport')
const stripe = apiKey('stripe')
const crm = login('crm')
module.exports = { stripe, weather: apiKey('weather'), crm, note: text('note') }
`
const compiled = `"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.note = exports.crm = exports.weather = exports.stripe = void 0;
const sallyport_1 = require("sallyport");
exports.stripe = (0, sallyport_1.apiKey)('stripe');
exports.weather = (0, sallyport_1.apiKey)('weather');
exports.crm = (0, sallyport_1.login)('crm');
exports.note = (0, sallyport_1.text)('note');
`

/** A handler in CommonJS beside a declaration in CommonJS. */
function requiring(handler: string, declaration = assigned): Pick<ReachCase, 'files' | 'functions'> {
  return {
    files: { 'src/secrets.cjs': declaration, 'src/handler.js': handler, 'src/other.js': 'exports.use = () => {}' },
    functions: { handler: { entry: 'src/handler.js' } },
  }
}

const taken: readonly [name: string, handler: string, reaches: readonly string[], declaration?: string][] = [
  ['names in a pattern', `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => stripe.get()`, ['stripe']],
  [
    'names in a pattern, of a declaration that exports an object',
    `const { stripe, weather } = require('./secrets.cjs')\nexports.handler = async () => [stripe, weather]`,
    ['stripe', 'weather'],
    atOnce,
  ],
  [
    'another name, a default and a pattern in a pattern',
    `const { stripe: s, note = 1, crm: { get } } = require('./secrets.cjs')\nexports.handler = async () => [s, note, get]`,
    ['crm', 'note', 'stripe'],
  ],
  [
    'a pattern in the function',
    `exports.handler = async () => {\n  const { note } = require('./secrets.cjs')\n  return note.get()\n}`,
    ['note'],
  ],
  ['a pattern that is assigned', `let note\n;({ note } = require('./secrets.cjs'))\nexports.handler = async () => note.get()`, ['note']],
  ['a member in place', `exports.handler = async () => require('./secrets.cjs').stripe.get()`, ['stripe']],
  ['a member in quotes', `exports.handler = async () => require('./secrets.cjs')['stripe'].get()`, ['stripe']],
  [
    'a member of a name',
    `const s = require('./secrets.cjs')\nexports.handler = async () => [s.stripe.get(), s?.note.get()]`,
    ['note', 'stripe'],
  ],
  ['a pattern of a name', `const s = require('./secrets.cjs')\nconst { crm } = s\nexports.handler = async () => crm.get()`, ['crm']],
  [
    'what TypeScript compiles',
    `"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\nconst secrets_1 = require("./secrets.cjs");\nconst handler = async () => [secrets_1.stripe.get(), (0, secrets_1.note)];\nexports.handler = handler;`,
    ['note', 'stripe'],
    compiled,
  ],
  ['a file that is loaded for what it does', `require('./secrets.cjs')\nexports.handler = async () => 1`, []],
  [
    'what the declaration itself hands on under another name',
    `const { main } = require('./secrets.cjs')\nexports.handler = async () => main.get()`,
    ['stripe'],
    `${assigned}exports.main = exports.stripe\n`,
  ],
  [
    'what a function of the declaration reads',
    `const { pay } = require('./secrets.cjs')\nexports.handler = async () => pay()`,
    ['src/secrets.cjs:4'],
    `${atOnce.replace('module.exports', `const hidden = text('hidden')\nmodule.exports`).replace('stripe, weather', 'pay: () => hidden.get(), weather')}`,
  ],
  [
    'what a function of the declaration reads that is not exported by itself',
    `const { pay } = require('./secrets.cjs')\nexports.handler = async () => pay()`,
    ['src/secrets.cjs:2'],
    `const { text } = require('sallyport')\nconst hidden = text('hidden')\nfunction pay() { return hidden.get() }\nmodule.exports = { pay, note: text('note') }\nmodule.exports.stripe = text('stripe')`,
  ],
  [
    'what the declaration does something with when it loads',
    `const { note } = require('./secrets.cjs')\nexports.handler = async () => note.get()`,
    ['note', 'src/secrets.cjs:2'],
    `const { text } = require('sallyport')\nexports.all = Object.freeze([text('a')])\nexports.note = text('note')\nexports.stripe = text('stripe')`,
  ],
  [
    'two ways at once',
    `const { stripe } = require('./secrets.cjs')\nconst { use } = require('./other')\nexports.handler = async () => [stripe, use, require('./secrets.cjs').note]`,
    ['note', 'stripe'],
  ],
]

const whole: readonly [name: string, handler: string, declaration?: string][] = [
  ['the rest of a pattern', `const { stripe, ...rest } = require('./secrets.cjs')\nexports.handler = async () => rest.note.get()`],
  ['a computed name', `const s = require('./secrets.cjs')\nexports.handler = async ({ name }) => s[name].get()`],
  [
    'a computed name in a pattern',
    `const name = 'note'\nconst { [name]: s } = require('./secrets.cjs')\nexports.handler = async () => s.get()`,
  ],
  [
    'an argument',
    `const s = require('./secrets.cjs')\nconst { use } = require('./other')\nexports.handler = async () => [s.stripe, use(s)]`,
  ],
  ['a spread', `exports.handler = async () => ({ ...require('./secrets.cjs') })`],
  ['what is exported again', `const s = require('./secrets.cjs')\nexports.secrets = s\nexports.handler = async () => s.stripe.get()`],
  ['a property', `const s = require('./secrets.cjs')\nexports.handler = async () => ({ s }).s.note.get()`],
  ['another name for it', `const s = require('./secrets.cjs')\nconst t = s\nexports.handler = async () => t.note.get()`],
  [
    'names that stand for one another',
    `var s = require('./secrets.cjs')\nvar t = s\nvar s = t\nexports.handler = async () => t.note.get()`,
  ],
  ['a loop', `exports.handler = async () => { for (const name in require('./secrets.cjs')) name }`],
  ['a method, which gets it as this', `const s = require('./secrets.cjs')\nexports.handler = async () => s.all()`],
  ['a tag, which gets it as this', `const s = require('./secrets.cjs')\nexports.handler = async () => s.all\`x\``],
  ['a default export', `import s from './secrets.cjs'\nexport const handler = async () => s.note.get()`],
  ['a namespace', `import * as s from './secrets.cjs'\nexport const handler = async () => s.default.note.get()`],
  ['await import', `export const handler = async () => (await import('./secrets.cjs')).stripe.get()`],
  [
    'once by name and once whole',
    `const { stripe } = require('./secrets.cjs')\nconst { use } = require('./other')\nexports.handler = async () => [stripe, use(require('./secrets.cjs'))]`,
  ],
  [
    'a declaration that hands its exports on',
    `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => stripe.get()`,
    `${assigned}globalThis.shared = module.exports\n`,
  ],
  [
    'a declaration with this',
    `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => stripe.get()`,
    `${assigned}const self = this\n`,
  ],
  [
    'a declaration that exports computed names',
    `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => stripe.get()`,
    `${assigned}const name = 'x'\nexports[name] = 1\n`,
  ],
  [
    'a declaration with a method, which gets all as this',
    `const { pay } = require('./secrets.cjs')\nexports.handler = async () => pay()`,
    `${assigned}exports.pay = function () { return exports.inner() }\nexports.inner = function () { return this.note }\n`,
  ],
]

/** What a function takes of a declaration in CommonJS, or of any by `require`. */
export const commonJsCases: readonly ReachCase[] = [
  ...taken.map(([name, handler, reaches, declaration]) => ({ name: `require: ${name}`, reaches, ...requiring(handler, declaration) })),
  {
    name: 'two functions that share a declaration by require',
    files: {
      'src/secrets.cjs': assigned,
      'src/charge.js': `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => stripe.get()`,
      'src/notify.js': `const { note } = require('./secrets.cjs')\nexports.handler = async () => note.get()`,
      'src/both.js': `const { charge } = { charge: require('./charge') }\nconst { crm } = require('./secrets.cjs')\nexports.handler = async () => [charge, crm]`,
    },
    functions: { charge: { entry: 'src/charge.js' }, notify: { entry: 'src/notify.js' }, both: { entry: 'src/both.js' } },
    reaches: { charge: ['stripe'], notify: ['note'], both: ['crm', 'stripe'] },
  },
  {
    name: 'an ES module that imports names of a declaration in CommonJS',
    files: {
      'src/secrets.cjs': assigned,
      'src/handler.mjs': `import { stripe as s } from './secrets.cjs'\nexport const handler = async () => s.get()`,
    },
    functions: { handler: { entry: 'src/handler.mjs' } },
    reaches: ['stripe'],
  },
  {
    name: 'TypeScript that requires names of an ES module',
    files: { 'src/handler.ts': `const { stripe } = require('./secrets')\nexports.handler = async () => stripe.get()` },
    reaches: ['stripe'],
  },
  {
    name: 'one file takes a name, another all',
    files: {
      'src/secrets.cjs': assigned,
      'src/all.js': `module.exports = Object.values(require('./secrets.cjs'))`,
      'src/handler.js': `const { stripe } = require('./secrets.cjs')\nexports.handler = async () => [stripe, require('./all')]`,
    },
    functions: { handler: { entry: 'src/handler.js' } },
    reaches: all,
  },
  {
    name: 'import = require of a declaration, whole',
    files: {
      'src/secrets.cjs': assigned,
      'src/handler.ts': `import s = require('./secrets.cjs')\nexport const handler = async () => s.stripe.get()`,
    },
    reaches: all,
  },
  ...whole.map(([name, handler, declaration]) => ({ name: `require of all: ${name}`, reaches: all, ...requiring(handler, declaration) })),
  {
    name: 'a declaration that exports by its prototype',
    ...requiring(
      `const { note } = require('./secrets.cjs')\nexports.handler = async () => note.get()`,
      `const { text } = require('sallyport')\nmodule.exports = { __proto__: { stripe: text('stripe'), note: text('note') } }`,
    ),
    reaches: ['__proto__.note', '__proto__.stripe'],
  },
  {
    name: "a file that reaches another module by Node's list of children",
    ...requiring(`const { stripe } = require('./secrets.cjs')\nexports.handler = async () => [stripe, module.children[0].exports.note]`),
    reaches: all,
    open: ['src/handler.js:2 uses module.children'],
  },
]
