// Every TypeScript snippet of every README and document compiles against the packages as they are built.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Block, blocksOf, documents, root } from './documents.ts'

const folder = mkdtempSync(join(tmpdir(), 'sallyport-snippets-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Pages whose named files need more than the page has; the test that runs them compiles them, too. */
const compiledByTheirTest = new Map([
  ['docs/unit-tests.md', 'packages/sallyport/test/unit-tests-page.test.ts'],
  ['docs/cdk.md', 'test/docs-cdk.test.ts'],
])

test('the snippets of all documents compile', () => {
  const pages = documents().map((document) => ({ document, snippets: snippetsOf(document) }))
  expect(pages.flatMap(({ snippets }) => snippets).length).toBeGreaterThan(20)
  // what a reader has beside a snippet: the declaration that the documents begin with
  const declaration = blocksOf('README.md').find(({ file }) => file === 'src/secrets.ts')?.text ?? ''
  for (const { document, snippets } of pages) {
    const own = document.replaceAll(/[/.]/g, '-')
    if (snippets.length > 0) write(`${own}/secrets.ts`, declaration)
    for (const snippet of snippets) write(`${own}/${nameOf(snippet)}`, `${snippet.text}\nexport {}\n`)
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  const lib = ['es2023', 'esnext.disposable']
  const options = { module: 'nodenext', target: 'es2023', lib, types: ['node'], strict: true, noEmit: true, skipLibCheck: true }
  write('package.json', '{ "type": "module" }')
  write('tsconfig.json', JSON.stringify({ compilerOptions: options, exclude: ['node_modules'] }))
  expect(compile()).toBe('')
}, 120_000)

function snippetsOf(document: string): Block[] {
  const snippets = blocksOf(document).filter(({ language }) => language === 'ts')
  return compiledByTheirTest.has(document) ? snippets.filter(({ file }) => file === undefined) : snippets
}

test.each([...compiledByTheirTest])('%s has a test of its own', (document, test) => {
  expect(readFileSync(join(root, test), 'utf8')).toContain(document.replace('docs/', ''))
})

/** The file that the page calls it, else where it stands. */
function nameOf({ file, line }: Block): string {
  return file ?? `line-${line}.ts`
}

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}

function compile(): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { encoding: 'utf8' })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout // execFileSync throws with what was printed
  }
}
