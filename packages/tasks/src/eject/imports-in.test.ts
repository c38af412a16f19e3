import { expect, test } from 'vitest'
import { importsIn } from './imports-in.ts'

test.each<[string, string[] | undefined, string]>([
  ["import { apiKey, type Secret, load as read } from 'sallyport'", ['apiKey', 'Secret', 'load'], 'sallyport'],
  ['import type {\n  Secret,\n} from "sallyport"', ['Secret'], 'sallyport'],
  ["export { apiKey } from 'sallyport'", ['apiKey'], 'sallyport'],
  ["const { apiKey: key } = require('sallyport')", ['apiKey'], 'sallyport'],
  ["import * as sallyport from 'sallyport'", undefined, 'sallyport'],
  ["const sallyport = require('sallyport')", undefined, 'sallyport'],
  ["const sallyport = await import('sallyport')", undefined, 'sallyport'],
  ["import { fakeSecrets } from 'sallyport/testing'", ['fakeSecrets'], 'sallyport/testing'],
])('finds %s', (source, names, specifier) => {
  const [found, ...others] = importsIn(`// first\n${source}\n`)
  expect(others).toEqual([])
  expect(found).toMatchObject({ names, specifier })
  expect(`// first\n${source}\n`.slice(found?.start, found?.end)).toBe(specifier)
})

test('takes nothing else for an import of it', () => {
  expect(importsIn("import { a } from '@sallyport/project'\nimport b from './sallyport'\nconst text = 'sallyport'\n")).toEqual([])
})
