import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { loadProject } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { declarationFiles } from './declaration-file.ts'

const plain = '// import nothing: read the variable\nconst key = () => process.env.KEY\n'

test.each<[string, Record<string, string>, string, string]>([
  ['a script of an ES module package that imports nothing', { 'src/a.js': plain }, 'module', 'src/secrets.mjs esm'],
  ['a script of a CommonJS package', { 'src/a.js': plain }, 'commonjs', 'src/secrets.cjs cjs'],
  [
    'a script that exports as ES modules do, whatever its package',
    { 'src/a.js': `${plain}export { key }\n` },
    'commonjs',
    'src/secrets.mjs esm',
  ],
  [
    'a script with a line of text that looks like an export',
    { 'src/a.js': `/*\nexport is below\n*/\n${plain}exports.key = key\n` },
    'commonjs',
    'src/secrets.cjs cjs',
  ],
  ['TypeScript', { 'src/a.ts': plain }, 'commonjs', 'src/secrets.ts esm'],
  [
    'a script beside a declaration',
    { 'src/a.js': plain, 'src/secrets.js': "exports.key = require('sallyport').apiKey('key')\n" },
    'commonjs',
    'src/secrets.js cjs',
  ],
])('finds the declaration for %s', async (_name, files, type, expected) => {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-declaration-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'src'))
  for (const [file, text] of Object.entries({ ...files, 'package.json': JSON.stringify({ type }) })) writeFileSync(join(root, file), text)
  const [source = ''] = Object.keys(files).map((file) => join(root, file))
  const { file, format } = (await declarationFiles(await loadProject(root), [source]))(source)
  expect(`${relative(root, file)} ${format}`).toBe(expected)
})
