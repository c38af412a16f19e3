import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { sourceFilesBelow } from './source-files-below.ts'

async function sourcesOf(files: readonly string[], notIn: readonly string[] = []): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-sources-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const each of files) {
    mkdirSync(dirname(join(root, each)), { recursive: true })
    writeFileSync(join(root, each), '')
  }
  const found: string[] = []
  for await (const file of sourceFilesBelow(root, new Set(notIn.map((each) => join(root, each)))))
    found.push(relative(root, file).replaceAll('\\', '/'))
  return found.sort()
}

test('sources are JavaScript and TypeScript, wherever they lie', async () => {
  expect(await sourcesOf(['app.js', 'src/charge.ts', 'src/deep/down/page.tsx', 'README.md'])).toEqual([
    'app.js',
    'src/charge.ts',
    'src/deep/down/page.tsx',
  ])
})

test('packages, builds, tests, types and hidden folders are no source', async () => {
  const others = ['node_modules/a/index.js', 'dist/a.js', 'test/a.ts', 'src/a.test.ts', 'src/a.d.ts', '.aws-sam/build/a.js']
  expect(await sourcesOf(['src/a.ts', ...others])).toEqual(['src/a.ts'])
})

test('what the compiler wrote beside its source is no source of its own', async () => {
  expect(await sourcesOf(['a.ts', 'a.js', 'b.mts', 'b.mjs', 'c.tsx', 'c.js', 'd.js', 'd.mts'])).toEqual([
    'a.ts',
    'b.mts',
    'c.tsx',
    'd.js',
    'd.mts',
  ])
})

test('a folder is left out by its path, and not by its name', async () => {
  expect(await sourcesOf(['synth/asset.1/a.js', 'src/synth/a.ts'], ['synth'])).toEqual(['src/synth/a.ts'])
})

// root may read whatever there is, and Windows has no such modes
test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder that may not be read is passed over', async () => {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-sources-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'closed'))
  writeFileSync(join(root, 'a.ts'), '')
  chmodSync(join(root, 'closed'), 0o000)
  const found: string[] = []
  for await (const file of sourceFilesBelow(root, new Set())) found.push(relative(root, file))
  expect(found).toEqual(['a.ts'])
})

test('no more is looked at than was said', async () => {
  const root = mkdtempSync(join(tmpdir(), 'sallyport-sources-'))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const name of ['a.ts', 'b.ts', 'c.ts']) writeFileSync(join(root, name), '')
  const found: string[] = []
  for await (const file of sourceFilesBelow(root, new Set(), 2)) found.push(file)
  expect(found).toHaveLength(2)
})
