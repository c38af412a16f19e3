// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, some of it templates
import type { ReachCase } from './reach-case.ts'

const all = ['crm', 'note', 'stripe', 'weather']

/** Reach finds more than runs: what a static look cannot tell apart, and never fewer. */
export const overCases: readonly ReachCase[] = [
  {
    name: 'a choice by environment variable',
    files: {
      'src/handler.ts': `import { stripe, note } from './secrets'\nexport const handler = async () => (process.env.MODE === 'a' ? stripe : note).get()`,
    },
    reaches: ['note', 'stripe'],
  },
  {
    name: 'members of a class',
    files: {
      'src/client.ts': `import { stripe, crm } from './secrets'\nexport class Client {\n  pay() { return stripe.get() }\n  call() { return crm.get() }\n}`,
      'src/handler.ts': `import { Client } from './client'\nexport const handler = async () => new Client().pay()`,
    },
    reaches: ['crm', 'stripe'],
  },
  {
    name: 'a table of handles',
    files: {
      'src/handler.ts': `import { stripe, crm } from './secrets'\nconst table = { stripe, crm }\nexport const handler = async () => table.stripe.get()`,
    },
    reaches: ['crm', 'stripe'],
  },
  {
    name: 'an object of secrets exported at once',
    files: {
      'src/secrets.ts': `import { apiKey, text } from 'sallyport'\nexport const secrets = { stripe: apiKey('stripe'), note: text('note') }`,
      'src/handler.ts': `import { secrets } from './secrets'\nexport const handler = async () => secrets.stripe.get()`,
    },
    reaches: ['secrets.note', 'secrets.stripe'],
  },
  {
    name: 'two handlers of one CommonJS file',
    files: {
      'src/handlers.cjs': `const { text } = require('sallyport')\nconst first = text('first')\nconst second = text('second')\nexports.first = async () => first.get()\nexports.second = async () => second.get()`,
    },
    functions: { first: { entry: 'src/handlers.cjs', handler: 'first' } },
    reaches: { first: ['src/handlers.cjs:2', 'src/handlers.cjs:3'] },
  },
  {
    name: 'a helper imported when it is needed',
    files: {
      'src/helper.ts': `import { stripe, crm } from './secrets'\nexport const pay = () => stripe.get()\nexport const call = () => crm.get()`,
      'src/handler.ts': `export const handler = async () => (await import('./helper')).pay()`,
    },
    reaches: ['crm', 'stripe'],
  },
  {
    name: 'an import by pattern',
    files: {
      'src/tasks/a.ts': `import { stripe } from '../secrets'\nexport const run = () => stripe.get()`,
      'src/tasks/b.ts': `import { note } from '../secrets'\nexport const run = () => note.get()`,
      'src/handler.ts': 'export const handler = async ({ task }: { task: string }) => (await import(`./tasks/${task}.ts`)).run()',
    },
    reaches: ['note', 'stripe'],
  },
  {
    name: 'a destructured namespace',
    files: {
      'src/handler.ts': `import * as secrets from './secrets'\nconst { stripe } = secrets\nexport const handler = async () => stripe.get()`,
    },
    reaches: all,
  },
  {
    name: 'a secret picked by a computed name',
    files: {
      'src/handler.ts': `import * as secrets from './secrets'\nexport const handler = async ({ name }: { name: 'stripe' }) => secrets[name].get()`,
    },
    reaches: all,
  },
  {
    name: 'import() of the declaration',
    files: { 'src/handler.ts': `export const handler = async () => (await import('./secrets')).stripe.get()` },
    reaches: all,
  },
  {
    name: 'require of the whole declaration',
    files: { 'src/handler.js': `exports.handler = async () => Object.values(require('./secrets'))[0].get()` },
    functions: { old: { entry: 'src/handler.js' } },
    reaches: { old: all },
  },
  {
    name: 'the rest of a destructured declaration',
    files: {
      'src/handler.ts': `import * as secrets from './secrets'\nconst { stripe, ...rest } = secrets\nexport const handler = async () => rest.crm.get()`,
    },
    reaches: all,
  },
]
