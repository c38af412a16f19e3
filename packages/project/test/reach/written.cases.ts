// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, some of it templates
import type { ReachCase } from './reach-case.ts'

const declaredAs = (declaration: string, file = 'src/secrets.ts') => ({
  [file]: declaration,
  'src/handler.ts': `import { key } from './secrets'\nexport const handler = async () => (key as any).get()`,
})

/** Ways to write a declaring call, each with a second secret that is not used. */
export const writtenCases: readonly ReachCase[] = [
  {
    name: 'as const',
    files: declaredAs(`import { text } from 'sallyport'\nexport const key = text('a' as const)\nexport const spare = text('b')`),
    reaches: ['key'],
  },
  {
    name: 'satisfies, as and !',
    files: declaredAs(
      `import { text } from 'sallyport'\nexport const key = (text('a')! as object) satisfies object\nexport const spare = text('b')`,
    ),
    reaches: ['key'],
  },
  {
    name: 'a parenthesised callee',
    files: declaredAs(`import { text } from 'sallyport'\nexport const key = (text)('a')\nexport const spare = ((text))('b')`),
    reaches: ['key'],
  },
  {
    name: 'an optional call',
    files: declaredAs(`import { text } from 'sallyport'\nexport const key = text?.('a')\nexport const spare = text?.('b')`),
    reaches: ['key'],
  },
  {
    name: 'type arguments',
    files: declaredAs(`import { text } from 'sallyport'\nexport const key = text<'a'>('a')\nexport const spare = text<'b'>('b')`),
    reaches: ['key'],
  },
  {
    name: 'an alias in the import',
    files: declaredAs(`import { text as made } from 'sallyport'\nexport const key = made('a')\nexport const spare = made('b')`),
    reaches: ['key'],
  },
  {
    name: 'a quoted import',
    files: declaredAs(`import { 'text' as made } from 'sallyport'\nexport const key = made('a')\nexport const spare = made('b')`),
    reaches: ['key'],
  },
  {
    name: 'a namespace',
    files: declaredAs(`import * as s from 'sallyport'\nexport const key = s.text('a')\nexport const spare = s['text']('b')`),
    reaches: ['key'],
  },
  {
    name: 'a default import',
    files: declaredAs(`import s from 'sallyport'\nexport const key = s.text('a')\nexport const spare = s.text('b')`),
    reaches: ['key'],
  },
  {
    name: 'a door',
    files: declaredAs(`import { text } from 'sallyport/vendors'\nexport const key = text('a')\nexport const spare = text('b')`),
    reaches: ['key'],
  },
  {
    name: 'import = require',
    files: declaredAs(`import s = require('sallyport')\nexport const key = s.text('a')\nexport const spare = s.text('b')`),
    reaches: ['key'],
  },
  {
    name: 'a destructured require',
    files: declaredAs(
      `const { text, apiKey: k, load } = require('sallyport')\nload()\nexport const key = text('a')\nexport const spare = k('b')`,
    ),
    reaches: ['key'],
  },
  {
    name: 'a required module',
    files: declaredAs(`const s = require('sallyport')\nexport const key = s.text('a')\nexport const spare = s.text('b')`),
    reaches: ['key'],
  },
  {
    name: 'require in place',
    files: declaredAs(`export const key = require('sallyport').text('a')\nexport const spare = require('sallyport').text('b')`),
    reaches: ['key'],
  },
  {
    name: 'an awaited import, destructured',
    files: declaredAs(`const { text } = await import('sallyport')\nexport const key = text('a')\nexport const spare = text('b')`),
    reaches: ['key'],
  },
  {
    name: 'an awaited import, in place',
    files: declaredAs(
      `export const key = (await import('sallyport')).text('a')\nexport const spare = (await import('sallyport')).text('b')`,
    ),
    reaches: ['key'],
  },
  {
    name: 'CommonJS as TypeScript writes it',
    files: {
      'src/secrets.js': `"use strict";\nvar __importStar = (m) => m\nObject.defineProperty(exports, "__esModule", { value: true });\nconst sallyport_1 = require("sallyport");\nconst all = __importStar(require("sallyport"));\nexports.key = (0, sallyport_1.text)('a');\nexports.spare = all.text('b');`,
      'src/secrets.ts': `export { key, spare } from './secrets.js'`,
      'src/handler.ts': `import { key } from './secrets'\nexport const handler = async () => key.get()`,
    },
    reaches: ['key', 'spare'],
  },
  {
    name: 'names that shadow the import',
    files: declaredAs(`import { text } from 'sallyport'
export const key = text('a')
const other = (text: (name: string) => unknown) => text('not a secret')
function another() { const text = String; return text('nor this') }
for (const text of [String]) text('nor this')
export const unrelated = [other, another]`),
    reaches: ['key'],
  },
  {
    name: 'a name that is assigned to again',
    files: declaredAs(`let { text } = require('sallyport')\nexport const key = text('a')\ntext = String\nexport const spare = text('b')`),
    reaches: [],
    open: ['src/secrets.ts:1 hands on all of "sallyport"'],
  },
  {
    name: 'a comment of PURE already there',
    files: declaredAs(
      `import { text } from 'sallyport'\nexport const key = /* @__PURE__ */ text('a')\nexport const spare = /* @__PURE__ */ text('b')`,
    ),
    reaches: ['key'],
  },
  {
    name: 'an argument that is a secret itself',
    files: declaredAs(
      `import { text, apiKey } from 'sallyport'\nconst signer = text('signer')\nexport const key = apiKey('a', { signedBy: signer, other: text('inner') })\nexport const spare = text('b')`,
    ),
    reaches: ['key', 'src/secrets.ts:2', 'src/secrets.ts:3'],
  },
  {
    name: 'an argument that reads another secret while the module loads',
    files: {
      'src/secrets.ts': `import { text } from 'sallyport'\nconst first = text('first')\nexport const key = text('a', checked(first.get()))\nfunction checked(value: unknown) { return { value } }\nexport const spare = text('b')`,
      'src/handler.ts': `import './secrets'\nexport const handler = async () => 1`,
    },
    reaches: ['src/secrets.ts:2'],
  },
  {
    name: 'a constant, a template and a sum as its name',
    files: declaredAs(
      "import { text } from 'sallyport'\nconst app = 'shop'\nconst name = `{stage}/${app}/` + 'key'\nexport const key = text(name)\nexport const spare = text('b')",
    ),
    reaches: ['key'],
  },
  {
    name: 'a call over several lines, with letters outside ASCII',
    files: declaredAs(
      `import { text } from 'sallyport'\nexport const key = text(\n  // größer\n  'ключ',\n)\nexport const spare = text('b')`,
    ),
    reaches: ['key'],
  },
  {
    name: 'a file with a byte order mark and the line ends of Windows',
    files: declaredAs(`\uFEFFimport { text } from 'sallyport'\r\nexport const key = text('a')\r\nexport const spare = text('b')\r\n`),
    reaches: ['key'],
  },
  {
    name: 'a static field of a class, a getter and a default',
    files: declaredAs(
      `import { text } from 'sallyport'\nclass Keys { static a = text('a'); get b() { return text('b') } }\nexport const key = (given = text('c')) => [Keys, given]`,
    ),
    reaches: ['src/secrets.ts:2', 'src/secrets.ts:2', 'src/secrets.ts:3'],
  },
  {
    name: 'a specifier written with escapes',
    files: declaredAs(`import { text } from 's\\u0061llyport'\nexport const key = text('a')`),
    reaches: [],
    open: ['src/secrets.ts:2 hands on text of "sallyport"'],
  },
  {
    name: 'a template tag and new, which are no calls',
    files: declaredAs("import { text } from 'sallyport'\nexport const key = text`a`\nexport const spare = 1"),
    reaches: [],
    open: ['src/secrets.ts:2 hands on text of "sallyport"'],
  },
]
