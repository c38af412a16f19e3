import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadProject } from '@sallyport/project'
import { expect, onTestFinished, test } from 'vitest'
import { endingFor, languageOf } from './plain-language.ts'

const esm = "import { text } from 'sallyport'\n"
const cjs = "const { text } = require('sallyport')\n"

function folderOf(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-plain-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [file, text] of Object.entries(files)) writeFileSync(join(root, file), text)
  return root
}

test.each([
  [{ 'a.cjs': cjs }, '.cjs'],
  [{ 'a.js': cjs }, '.cjs'],
  [{ 'a.js': esm }, '.mjs'],
  [{ 'a.js': esm, 'b.jsx': esm }, '.mjs'],
  [{ 'a.mjs': esm, 'b.cjs': cjs }, '.cjs'],
  [{ 'a.ts': esm }, '.ts'],
  [{ 'a.tsx': esm, 'b.ts': esm }, '.ts'],
  [{ 'a.mts': esm }, '.mts'],
  [{ 'a.mts': esm, 'b.cts': esm }, '.ts'],
  [{ 'a.ts': esm, 'b.cjs': cjs }, '.ts'],
])('the plain code for %o ends in %s', async (files: Readonly<Record<string, string>>, ending) => {
  const root = folderOf({ 'package.json': '{}', ...files })
  expect(await endingFor(Object.entries(files).map(([file, text]) => ({ file: join(root, file), text, imports: [] })))).toBe(ending)
})

test.each([
  ['module', ['esm', 'esm', 'cjs', 'typescript']],
  ['commonjs', ['cjs', 'esm', 'cjs', 'typescript']],
])('in a package of type %s Node reads .js, .mjs, .cjs and .mts as %j', async (type, languages) => {
  const project = await loadProject(folderOf({ 'package.json': JSON.stringify({ type }) }))
  const found = ['.js', '.mjs', '.cjs', '.mts'].map((ending) => languageOf(join(project.root, `plain${ending}`), project))
  expect(await Promise.all(found)).toEqual(languages)
})
