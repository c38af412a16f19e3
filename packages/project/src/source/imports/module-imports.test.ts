import { expect, test } from 'vitest'
import { moduleImports } from './module-imports.ts'

test.each<[string, string[] | undefined]>([
  ["import { apiKey, type Secret, load as read } from 'sallyport'", ['apiKey', 'Secret', 'load']],
  ['import type {\n  Secret,\n} from "sallyport"', ['Secret']],
  ["import 'sallyport'", []],
  ["import sallyport, { apiKey } from 'sallyport'", undefined],
  ["import * as sallyport from 'sallyport'", undefined],
  ["import sallyport = require('sallyport')", undefined],
  ["export { apiKey as key } from 'sallyport'", ['apiKey']],
  ["export * from 'sallyport'", undefined],
  ["const { apiKey: key } = require('sallyport')", ['apiKey']],
  ["const sallyport = require('sallyport')", undefined],
  ["const { login } = await import('sallyport')", ['login']],
  ["const sallyport = await import('sallyport')", undefined],
  ["const { a, ...rest } = await import('sallyport')", undefined],
  ["let key: import('sallyport').Secret", ['Secret']],
])('finds what %s imports', (source, names) => {
  const text = `// first, ä 😀\n${source}\n`
  const [found, ...others] = moduleImports('a.ts', text) ?? []
  expect(others).toEqual([])
  expect(found).toMatchObject({ names, specifier: 'sallyport' })
  expect(text.slice(found?.start, found?.end)).toBe('sallyport')
})

test('takes no comment and no text for an import', () => {
  const source = `// import { apiKey } from 'sallyport'
/* const { login } = require('sallyport') */
const text = "import { apiKey } from 'sallyport'"
const example = \`import { apiKey } from 'sallyport'\`
`
  expect(moduleImports('a.ts', source)).toEqual([])
})

test('gives no answer for what does not parse', () => {
  expect(moduleImports('a.ts', 'import {')).toBeUndefined()
})
