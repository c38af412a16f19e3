// Every TypeScript snippet of every README and document compiles against the packages as they are built.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'sallyport-snippets-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('the snippets of all documents compile', () => {
  const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n')
  const snippets = documents.flatMap(snippetsOf)
  expect(snippets.length).toBeGreaterThan(5)
  for (const { name, text } of snippets) writeFileSync(join(folder, name), `${text}\nexport {}\n`)
  // what a reader has beside a snippet: the declaration that the documents begin with
  mkdirSync(join(folder, 'types'))
  writeFileSync(join(folder, 'secrets.ts'), declaration())
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const options = { module: 'nodenext', target: 'es2023', lib: ['es2023'], types: ['node'], strict: true, noEmit: true, skipLibCheck: true }
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['*.ts'] }))
  expect(compile()).toBe('')
})

/** The `ts` blocks of a document, each under a name that says where it stands. */
function snippetsOf(document: string): { name: string; text: string }[] {
  const text = readFileSync(join(root, document), 'utf8')
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map((match) => ({
    name: `${document.replaceAll(/[/.]/g, '-')}-line-${text.slice(0, match.index).split('\n').length}.ts`,
    text: match[1] ?? '',
  }))
}

function declaration(): string {
  const [, text = ''] = /`src\/secrets\.ts`[^`]+```ts\n([\s\S]+?)```/.exec(readFileSync(join(root, 'README.md'), 'utf8')) ?? []
  return text
}

function compile(): string {
  try {
    execFileSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder], { encoding: 'utf8' })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout // execFileSync throws with what was printed
  }
}
