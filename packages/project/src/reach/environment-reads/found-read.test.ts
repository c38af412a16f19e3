// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the cases are source text, one of it a template
import { expect, test } from 'vitest'
import { syntaxTreeOf } from '../../source/syntax-tree.ts'
import { environmentReadsIn } from './found-read.ts'

/** Each read as `VARIABLE how within`, with `*` for the whole environment. */
function readsOf(source: string): string[] {
  const tree = syntaxTreeOf('a.ts', source)
  if (tree === undefined) throw new Error('the case does not parse')
  return environmentReadsIn(tree.program).map(({ variable, how, within }) => `${variable ?? '*'} ${how} ${within}`)
}

test.each([
  ['a member', 'use(process.env.A)', 'A plain module'],
  ['a member in quotes', `use(process.env['A'])`, 'A plain module'],
  ['a cast and !', 'use((process.env.A as string)!)', 'A plain module'],
  ['an optional chain', 'use(process.env?.A?.trim())', 'A plain module'],
  ['the global object', 'use(globalThis.process.env.A)', 'A plain module'],
  ['an imported env', `import { env as e } from 'node:process'\nuse(e.A)`, 'A plain module'],
  ['an imported process', `import p from 'process'\nuse(p.env.A)`, 'A plain module'],
  ['a required process', `use(require('process').env.A)`, 'A plain module'],
  ['env taken out of process', 'const { env } = process\nuse(env.A)', 'A plain module'],
  ['another name for env', 'const e = process.env\nuse(e.A)', 'A plain module'],
  ['another name for process', 'const p = process\nuse(p.env.A)', 'A plain module'],
  ['a template', 'use(`Bearer ${process.env.A}`)', 'A plain module'],
  ['a sum', `use('Bearer ' + process.env.A)`, 'A plain module'],
  ['the second of two', `use(other ?? process.env.A)`, 'A plain module'],
  ['a default by ??', `use(process.env.A ?? '')`, 'A default module'],
  ['a default by ||', `use(process.env.A! || '')`, 'A default module'],
  ['a pattern', 'const { A } = process.env', 'A destructured module'],
  ['a pattern with another name and a default', `const { A: a = 'x' } = process.env`, 'A destructured module'],
  ['a pattern in a pattern', 'const { env: { A } } = process', 'A destructured module'],
  ['a pattern that is assigned', 'let A\n;({ A } = process.env)', 'A destructured module'],
  ['a test', 'if (!process.env.A) throw new Error()', 'A compared module'],
  ['a comparison with undefined', 'use(process.env.A === undefined)', 'A compared module'],
  ['undefined compared with it', 'use(undefined !== process.env.A)', 'A compared module'],
  ['a comparison with void 0', 'use(process.env.A! === void 0)', 'A compared module'],
  ['a comparison with null', 'use(process.env.A == null)', 'A compared module'],
  ['null compared with it', 'use(null != process.env.A)', 'A compared module'],
  ['a comparison with an empty text', `use(process.env.A !== '')`, 'A compared module'],
  ['an empty text compared with it', `use('' === process.env.A)`, 'A compared module'],
  ['its type', `use(typeof process.env.A === 'string')`, 'A compared module'],
  ['its type, compared the other way round', `use('undefined' === typeof process.env.A)`, 'A compared module'],
  ['the test of a loop', 'for (; process.env.A; ) use()', 'A compared module'],
  ['the first of two in a test', 'if (process.env.A || other) use()', 'A compared module'],
  ['a check of what was sent', 'if (event.token !== process.env.A) deny()', 'A plain module'],
  ['a check, the other way round', 'use(process.env.A === event.token)', 'A plain module'],
  ['a comparison with a text', `use(process.env.A === 'x')`, 'A plain module'],
  ['an order', 'use(process.env.A < other)', 'A plain module'],
  ['an operand', 'use(event.n ** process.env.A)', 'A plain module'],
  ['an operand, on the left', 'use(process.env.A * 2)', 'A plain module'],
  ['a case', 'switch (event.token) { case process.env.A: use() }', 'A plain module'],
  ['a switch', `switch (process.env.A) { case event.token: use() }`, 'A plain module'],
  ['a condition', 'use(process.env.A ? 1 : 2)', 'A compared module'],
  ['in', `use('A' in process.env)`, 'A compared module'],
  ['&&', 'use(process.env.A && other)', 'A compared module'],
  ['an assignment', `process.env.A = 'x'`, 'A assigned module'],
  ['delete', 'delete process.env.A', 'A assigned module'],
  ['a computed name that is set', `process.env[name] = 'x'`, '* assigned module'],
  ['a computed name that is deleted', 'delete process.env[name]', '* assigned module'],
  ['all of it replaced', `process.env = { A: 'x' }`, '* assigned module'],
  ['Object.assign', `Object.assign(process.env, { A: 'x' })`, 'A assigned module'],
  ['Object.assign with a name in quotes', `Object.assign(process.env!, { 'A': 'x' })`, 'A assigned module'],
  ['Object.assign of names that are not written', 'Object.assign(process.env, load())', '* assigned module'],
  ['Object.assign with a spread', 'Object.assign(process.env, { ...load() })', '* assigned module'],
  ['Object.assign with a computed name', 'Object.assign(process.env, { [name]: 1 })', '* assigned module'],
  ['Object.assign of a list of objects', 'Object.assign(process.env, ...all)', '* assigned module'],
  ['Object.assign into another object', 'Object.assign({}, process.env)', '* whole module'],
  ['Object.defineProperty', `Object.defineProperty(process.env, 'A', { value: 'x' })`, 'A assigned module'],
  ['Object.defineProperties', `Object.defineProperties(process.env, { A: { value: 'x' } })`, 'A assigned module'],
  ['Reflect.set', `Reflect.set(process.env, 'A', 'x')`, 'A assigned module'],
  ['Reflect.set of a computed name', `Reflect.set(process.env, name, 'x')`, '* assigned module'],
  ['Reflect.deleteProperty', `Reflect.deleteProperty(process.env, 'A')`, 'A assigned module'],
  ['a method of another object of that name', `my.assign(process.env, { A: 'x' })`, '* whole module'],
  ['a computed name', 'use(process.env[name])', '* whole module'],
  ['the rest of a pattern', 'const { ...all } = process.env', '* whole module'],
  ['an argument', 'use(process.env)', '* whole module'],
  ['a spread', 'use({ ...process.env })', '* whole module'],
  ['a name that is assigned to again', 'let e = process.env\ne = other\nuse(e.A)', '* whole module'],
  ['an async function', 'async function f() { use(process.env.A) }', 'A plain async function'],
  ['an async arrow', 'const f = async () => process.env.A', 'A plain async function'],
  ['an async method', 'class C { async m() { use(process.env.A) } }', 'A plain async function'],
  ['a function in an async one', 'async () => [1].map(() => process.env.A)', 'A plain function'],
  ['an async function in another', '() => async () => process.env.A', 'A plain async function'],
  ['a parameter of an async function', 'async (a = process.env.A) => a', 'A plain parameter'],
  ['a pattern of a parameter', 'function f({ a = process.env.A }) {}', 'A plain parameter'],
  ['a function in a parameter', 'async (a = async () => process.env.A) => a', 'A plain async function'],
  ['a field of a class in an async function', 'async () => class { a = process.env.A }', 'A plain class'],
  ['a static block', 'class C { static { use(process.env.A) } }', 'A plain class'],
  ['a decorator', '@named(process.env.A) class C {}', 'A plain class'],
  ['a plain function', 'function f() { return process.env.A }', 'A plain function'],
])('sees %s', (_, source, expected) => {
  expect(readsOf(source)).toEqual([expected])
})

test.each([
  ['sets and is handed on', `use(Object.assign(process.env, { A: 'x' }))`, ['* whole module', 'A assigned module']],
  [
    'sets several',
    `Object.assign(process.env, { A: 'x', B: process.env.C }, load())`,
    ['A assigned module', 'B assigned module', 'C plain module', '* assigned module'],
  ],
])('sees what %s', (_, source, expected) => {
  expect(readsOf(source)).toEqual(expected)
})

test.each([
  ['another process', 'function f(process: any) { return process.env.A }'],
  ['another env', 'const env = { A: 1 }\nuse(env.A)'],
  ['a type', 'type A = typeof process.env.A'],
  ['a text', `use('process.env.A')`],
  ['what is only asked for', 'use(typeof process.env)'],
])('does not take %s for a read', (_, source) => {
  expect(readsOf(source)).toEqual([])
})
