import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { moduleFormatOf } from './module-format.ts'

test.each([
  ['a.cjs', "import 'x'", 'module', 'cjs'],
  ['a.mjs', 'exports.a = 1', undefined, 'esm'],
  ['a.js', 'process.env.KEY', 'module', 'esm'],
  ['a.js', 'process.env.KEY', undefined, 'cjs'],
  ['a.js', "import 'x'", undefined, 'esm'],
  ['a.js', "exports.a = require('x')", 'module', 'cjs'],
  ['a.js', '/*\nexport nothing\n*/\nexports.a = 1', undefined, 'cjs'],
])('%s with %s in a package of type %s is %s', async (name, text, type, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-format-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type }))
  writeFileSync(join(folder, name), text)
  expect(await moduleFormatOf(join(folder, name))).toBe(expected)
})
