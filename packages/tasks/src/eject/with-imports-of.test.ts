import { moduleImports } from '@sallyport/project'
import { expect, test } from 'vitest'
import type { ImportingFile } from './importing-files.ts'
import { withImportsOf } from './with-imports-of.ts'

const fileOf = (file: string, text: string): ImportingFile => ({ file, text, imports: moduleImports(file, text) })
const secrets = fileOf('/shop/src/secrets.ts', "import { text } from 'sallyport'\nexport const a = text('a')\n")
const handler = (specifier: string) =>
  fileOf('/shop/src/handler.ts', `import { load } from 'sallyport'\nimport { a } from '${specifier}'\n`)

test.each([
  ['./secrets.ts', './plain-secrets.ts'],
  ['./secrets.js', './plain-secrets.js'],
  ['./secrets', './plain-secrets'],
])('a file without imports of its own kind is given the ending that others have: %s', (specifier, expected) => {
  const all = [secrets, handler(specifier)]
  for (const each of all) expect(withImportsOf('/shop/src/plain-secrets.ts', each, all)).toContain(`from '${expected}'`)
})

test('a project without such an import gets .js, which Node and bundlers read alike', () => {
  expect(withImportsOf('/shop/src/plain-secrets.ts', secrets, [secrets])).toContain("from './plain-secrets.js'")
})

test.each([
  ['/shop/src/plain-secrets.mts', './secrets.js', './plain-secrets.mjs'],
  ['/shop/src/plain-secrets.cts', './secrets.ts', './plain-secrets.cts'],
  ['/shop/src/plain-secrets.cjs', './secrets.ts', './plain-secrets.cjs'],
  ['/shop/src/plain-secrets.mjs', './secrets', './plain-secrets.mjs'],
  ['/shop/aws/plain.js', './secrets', '../aws/plain.js'],
])('the plain code in %s, where others import %s, is imported as %s', (plain, specifier, expected) => {
  expect(withImportsOf(plain, handler(specifier))).toContain(`from '${expected}'`)
})
