import type { ReachCase } from './reach-case.ts'

const handlerOf = (body: string, imports = '') => ({
  'src/handler.ts': `${imports}\nexport const handler = async (event: any) => {\n${body}\n}`,
})

/** Reach cannot follow these, and says where and why. */
export const openCases: readonly ReachCase[] = [
  {
    name: 'import of a computed name',
    files: handlerOf('return import(event.name)'),
    reaches: [],
    open: ['src/handler.ts:3 imports a file whose name is computed'],
  },
  {
    name: 'require of a computed name',
    files: handlerOf('return require(event.name)'),
    reaches: [],
    open: ['src/handler.ts:3 requires a file whose name is computed'],
  },
  {
    name: 'require of a computed name inside try',
    files: handlerOf('try { return require(event.name) } catch { return 1 }'),
    reaches: [],
    open: ['src/handler.ts:3 requires a file'],
  },
  {
    name: 'require handed on',
    files: handlerOf('const load = require\nreturn load(event.name)'),
    reaches: [],
    open: ['src/handler.ts:3 hands on require'],
  },
  { name: 'direct eval', files: handlerOf('return eval(event.code)'), reaches: [], open: ['src/handler.ts:3 uses eval'] },
  { name: 'indirect eval', files: handlerOf('return (0, eval)(event.code)'), reaches: [], open: ['src/handler.ts:3 uses eval'] },
  {
    name: 'eval of the global object',
    files: handlerOf("return globalThis['eval'](event.code)"),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis.eval'],
  },
  {
    name: 'eval of the global object by a name that is put together',
    files: handlerOf("const g = global\nreturn g['ev' + 'al'](event.code)"),
    reaches: [],
    open: ['src/handler.ts:4 uses globalThis.eval'],
  },
  {
    name: 'the global object by a computed name',
    files: handlerOf('return (globalThis as any)[event.name](event.code)'),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis by a computed name'],
  },
  {
    name: 'the global object by a computed name, held in a variable that holds a variable',
    files: handlerOf(
      'let found: any\nfound = (globalThis as any).self?.globalThis ?? root\nreturn found[event.name]',
      `const root = typeof self === 'undefined' ? global : self`,
    ),
    reaches: [],
    open: ['src/handler.ts:5 uses globalThis by a computed name'],
  },
  {
    name: 'the global object made by Function, by a computed name',
    files: handlerOf("return new Function('return this')()[event.name](event.code)"),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis by a computed name'],
  },
  {
    name: 'a function that gives the global object, kept',
    files: handlerOf("const give = Function('return this')\nreturn give()[event.name](event.code)"),
    reaches: [],
    open: ['src/handler.ts:3 uses Function'],
  },
  {
    name: 'eval taken out of the global object',
    files: handlerOf('const { eval: run } = globalThis as any\nreturn run(event.code)'),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis.eval'],
  },
  {
    name: 'the rest of the global object',
    files: handlerOf('const { fetch, ...rest } = globalThis as any\nreturn rest[event.name](event.code, fetch)'),
    reaches: [],
    open: ['src/handler.ts:3 hands on globalThis'],
  },
  {
    name: 'the global object as an argument',
    files: handlerOf('return Reflect.get(globalThis, event.name)(event.code)'),
    reaches: [],
    open: ['src/handler.ts:3 hands on globalThis'],
  },
  {
    name: 'the global object as a parameter of a function in place',
    files: handlerOf('return ((root: any) => root[event.name](event.code))(globalThis)'),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis by a computed name'],
  },
  {
    name: 'the one file of a package that was read which compiles what it is given',
    files: {
      'node_modules/lodash/template.js': `module.exports = (text) => Function('data', 'return ' + text)`,
      ...handlerOf('return template(event.code)', "import template from 'lodash/template.js'"),
    },
    reaches: [],
    open: ['node_modules/lodash/template.js:1 uses Function'],
  },
  {
    name: 'WebAssembly',
    files: handlerOf('return WebAssembly.instantiate(event.bytes, event.imports)'),
    reaches: [],
    open: ['src/handler.ts:3 uses WebAssembly'],
  },
  {
    name: 'WebAssembly of the global object',
    files: handlerOf('return globalThis.WebAssembly.compile(event.bytes)'),
    reaches: [],
    open: ['src/handler.ts:3 uses globalThis.WebAssembly'],
  },
  {
    name: 'dlopen of a module',
    files: handlerOf('return dlopen({ exports: {} }, event.path)', "import { dlopen } from 'node:process'"),
    reaches: [],
    open: ['src/handler.ts:3 uses dlopen of node:process'],
  },
  {
    name: 'dlopen of process',
    files: handlerOf('return process.dlopen({ exports: {} }, event.path)'),
    reaches: [],
    open: ['src/handler.ts:3 uses dlopen'],
  },
  {
    name: 'process by a computed name',
    files: handlerOf('return (process as any)[event.name]({ exports: {} }, event.path)'),
    reaches: [],
    open: ['src/handler.ts:3 uses process by a computed name'],
  },
  { name: 'new Function', files: handlerOf('return new Function(event.code)()'), reaches: [], open: ['src/handler.ts:3 uses Function'] },
  {
    name: 'import() made by Function',
    files: handlerOf("return new Function('name', 'return import(name)')(event.name)"),
    reaches: [],
    open: ['src/handler.ts:3 uses Function'],
  },
  {
    name: "a function's constructor",
    files: handlerOf('return (async () => {}).constructor(event.code)()'),
    reaches: [],
    open: ["src/handler.ts:3 uses a function's constructor"],
  },
  {
    name: 'createRequire',
    files: handlerOf(
      "return load('./secrets')",
      "import { createRequire } from 'node:module'; const load = createRequire(import.meta.url)",
    ),
    reaches: [],
    open: ['src/handler.ts:1 uses createRequire of node:module'],
  },
  {
    name: 'a worker',
    files: handlerOf("return new Worker(new URL('./worker.js', import.meta.url))", "import { Worker } from 'node:worker_threads'"),
    reaches: [],
    open: ['src/handler.ts:3 uses Worker of node:worker_threads'],
  },
  {
    name: 'a worker of a required module',
    files: {
      'src/handler.js': `const threads = require('worker_threads')\nexports.handler = async () => new threads.Worker('./worker.js')`,
    },
    functions: { old: { entry: 'src/handler.js' } },
    reaches: { old: [] },
    open: ['src/handler.js:2 uses Worker of worker_threads'],
  },
  {
    name: 'fork',
    files: handlerOf("return fork('./other.js')", "import { fork } from 'child_process'"),
    reaches: [],
    open: ['src/handler.ts:3 uses fork of child_process'],
  },
  {
    name: 'spawn of a namespace',
    files: handlerOf("return processes.spawn('node', ['other.js'])", "import * as processes from 'node:child_process'"),
    reaches: [],
    open: ['src/handler.ts:3 uses spawn of node:child_process'],
  },
  {
    name: 'a built-in module taken from process',
    files: handlerOf("return process.getBuiltinModule('node:child_process').spawn('node')"),
    reaches: [],
    open: ['src/handler.ts:3 uses spawn of node:child_process'],
  },
  {
    name: 'vm',
    files: handlerOf('return vm.runInThisContext(event.code)', "import vm from 'node:vm'"),
    reaches: [],
    open: ['src/handler.ts:3 uses runInThisContext of node:vm'],
  },
  {
    name: 'a maker passed as a value',
    files: { 'src/handler.ts': `import { text } from 'sallyport'\nexport const handler = async () => ['a', 'b'].map(text)` },
    reaches: [],
    open: ['src/handler.ts:2 hands on text of "sallyport"'],
  },
  {
    name: 'a maker under another name',
    files: { 'src/handler.ts': `import { text } from 'sallyport'\nconst make = text\nexport const handler = async () => make('a').get()` },
    reaches: [],
    open: ['src/handler.ts:2 hands on text of "sallyport"'],
  },
  {
    name: 'a maker re-exported by a preset',
    files: {
      'src/preset.ts': `export { apiKey } from 'sallyport'`,
      'src/handler.ts': `import { apiKey } from './preset'\nconst key = apiKey('a')\nexport const handler = async () => key.get()`,
    },
    reaches: [],
    open: ['src/handler.ts:2 hands on apiKey of "sallyport"'],
  },
  {
    name: 'sallyport as a whole, by a computed name',
    files: {
      'src/handler.ts': `import * as sallyport from 'sallyport'\nexport const handler = async (event: any) => sallyport[event.kind]('a').get()`,
    },
    reaches: [],
    open: ['src/handler.ts:2 hands on all of "sallyport"'],
  },
  {
    name: 'import() of sallyport with then',
    files: handlerOf("return import('sallyport').then((made) => made.text('a'))"),
    reaches: [],
    open: ['src/handler.ts:3 hands on all of "sallyport"'],
  },
  {
    name: 'sallyport itself by its path',
    files: {
      'node_modules/sallyport/index.js': `const state = globalThis[Symbol.for('sallyport')]\nexport const text = (name) => ({ state, name })`,
      'src/handler.ts': `import { text } from '../node_modules/sallyport/index.js'\nexport const handler = async () => text('a')`,
    },
    reaches: [],
    open: ['node_modules/sallyport/index.js holds sallyport itself'],
  },
  {
    name: 'an export of sallyport that this version does not know',
    files: { 'src/handler.ts': `import { novelty } from 'sallyport'\nexport const handler = async () => novelty('a').get()` },
    reaches: [],
    open: ['src/handler.ts:2 hands on novelty of "sallyport"'],
  },
  {
    name: 'a place that is a parameter',
    files: { 'src/handler.ts': `import { text } from 'sallyport'\nexport const handler = async (event: any) => text(event.name).get()` },
    reaches: [],
    open: ['src/handler.ts:2 the place of this text is not written out'],
  },
  {
    name: 'a name in a variable that the configuration does not set',
    files: {
      'src/secrets.ts': `import { apiKey } from 'sallyport'\nexport const billing = apiKey({ env: 'BILLING_SECRET_ARN' })`,
      'src/handler.ts': `import { billing } from './secrets'\nexport const handler = async () => billing.get()`,
    },
    reaches: [],
    open: ['src/secrets.ts:2 the place of billing is in the variable BILLING_SECRET_ARN'],
  },
  {
    name: 'a file that does not parse',
    files: { 'src/handler.ts': `export const handler = async () => {{` },
    reaches: [],
    open: ['src/handler.ts:1 does not build'],
  },
  {
    name: 'an import that is not there',
    files: { 'src/handler.ts': `import './gone'\nexport const handler = 1` },
    reaches: [],
    open: ['src/handler.ts:1 does not build: Could not resolve "./gone"'],
  },
  {
    name: 'a handler that is not there',
    files: { 'src/handler.ts': `export const other = 1` },
    reaches: [],
    open: ['src/handler.ts does not build: No matching export'],
  },
  {
    name: 'one function of two that does not build',
    files: {
      'src/broken.ts': `import './gone'`,
      'src/whole.ts': `import { note } from './secrets'\nexport const handler = async () => note.get()`,
    },
    functions: { broken: { entry: 'src/broken.ts' }, whole: { entry: 'src/whole.ts' } },
    reaches: { broken: [], whole: ['note'] },
    open: ['src/broken.ts:1 does not build: Could not resolve "./gone"'],
  },
]
