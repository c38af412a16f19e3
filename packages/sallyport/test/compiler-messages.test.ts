// What the compiler tells who wrote a wrong line: fixtures/wrong-lines.txt has the lines, each with the first line of its message below.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const wrongLines = join(import.meta.dirname, 'fixtures', 'wrong-lines.txt')

const declarations = [
  `import { apiKey, binary, configure, json, load, login, text, withSecrets } from 'sallyport'`,
  `const stripe = apiKey('{stage}/stripe', { hosts: ['api.stripe.com'] })`,
  `const billing = apiKey('billing', { field: 'STRIPE_KEY' })`,
  `const crm = login('{stage}/crm', { hosts: ['crm.example.com'] })`,
  `const partner = text('partner')`,
  `const customers = apiKey('{stage}/customers/{id}', { hosts: ['api.customers.example'] })`,
]

/** What the compiler says first of each wrong line, against the package's types as they are published. */
async function messagesOf(lines: readonly string[]): Promise<ReadonlyMap<number, string>> {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-messages-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: ['node'],
    typeRoots: [join(root, 'node_modules', '@types')],
    paths: { sallyport: [join(root, 'packages', 'sallyport', 'dist', 'index.d.ts')] },
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['wrong.ts'] }))
  await writeFile(join(folder, 'wrong.ts'), [...declarations, ...lines.map((line) => `{ ${line} }`)].join('\n'))
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')
  const output = await new Promise<string>((resolve) => {
    execFile(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], { cwd: folder }, (_error, stdout) => resolve(stdout))
  })
  const told = [...output.matchAll(/^(.*)\((\d+),\d+\): error TS\d+: (.*)$/gm)]
  expect(told.filter(([, file]) => file !== 'wrong.ts')).toEqual([])
  return new Map(told.toReversed().map(([, , line, message = '']) => [Number(line) - declarations.length - 1, message]))
}

test('the compiler says of each wrong line what is wrong with it', async () => {
  const kept = await readFile(wrongLines, 'utf8')
  const lines = kept.split('\n').filter((line) => !line.startsWith('  ')) // without the messages
  const messages = await messagesOf(lines.map((line) => (isCode(line) ? line : '')))
  const told = lines.map((line, index) => (isCode(line) ? `${line}\n  ${messages.get(index) ?? 'COMPILES'}` : line))
  expect(told.join('\n')).not.toContain('COMPILES')
  await expect(told.join('\n')).toMatchFileSnapshot(wrongLines)
})

/** Headings and empty lines are none. */
const isCode = (line: string) => /[(=]/.test(line) && !line.endsWith('for()')
