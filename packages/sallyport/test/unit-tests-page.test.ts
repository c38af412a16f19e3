// The page docs/unit-tests.md, word by word: its files compile in a project, and its tests pass under the runners that they are written for.
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..', '..')
const npmPackages = join(root, 'node_modules')

let folder: string
let page: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-page-'))
  page = await readFile(join(root, 'docs', 'unit-tests.md'), 'utf8')
  await symlink(npmPackages, join(folder, 'node_modules'), 'junction')
  await mkdir(join(folder, 'src'))
  for (const [, name = '', text = ''] of page.matchAll(/^```[tj]s (\S+)\n([\s\S]*?)^```/gm))
    await writeFile(join(folder, 'src', name), text)
  const compilerOptions = {
    module: 'nodenext',
    target: 'es2023',
    lib: ['es2023'],
    types: ['node'],
    strict: true,
    outDir: 'compiled',
    rootDir: 'src',
  }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['src'] }))
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Runs a program of Node's in the project, as if no test were around it. */
async function run(...args: string[]): Promise<{ code: number; output: string }> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_(?!EXTRA)|VITEST|SALLYPORT_|FORCE_COLOR)/.test(name))
  return await new Promise((resolve) => {
    execFile(
      process.execPath,
      args,
      { cwd: folder, env: { ...Object.fromEntries(inherited), CI: '1', NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })
}

test('its files compile, library types checked too, and its tests pass', async () => {
  expect(await run(join(npmPackages, 'typescript', 'bin', 'tsc'), '-p', folder)).toEqual({ code: 0, output: '' })

  const compiled = (await readdir(join(folder, 'compiled')))
    .filter((name) => name.endsWith('.test.js'))
    .map((name) => join('compiled', name))
  const texts = await Promise.all(compiled.map((name) => readFile(join(folder, name), 'utf8')))
  const forVitest = compiled.filter((_, index) => texts[index]?.includes("from 'vitest'"))
  const forNode = compiled.filter((_, index) => texts[index]?.includes("from 'node:test'"))
  expect([...forVitest, ...forNode].toSorted()).toEqual(compiled.toSorted())

  const vitest = await run(join(npmPackages, 'vitest', 'vitest.mjs'), 'run', '--root', folder, ...forVitest)
  const tests = texts.filter((text) => text.includes("from 'vitest'")).flatMap((text) => text.match(/^test\(/gm) ?? [])
  expect(vitest.output).toContain(`Tests  ${tests.length} passed`)
  expect(vitest.code).toBe(0)
  const node = await run('--test', '--test-reporter=tap', ...forNode)
  expect(node.output).toMatch(/^# pass 1$/m)
  expect(node.code).toBe(0)
})

test('it says of every test file which runner it is for, and of no other', () => {
  const files = [...page.matchAll(/^```[tj]s (\S+\.test\.c?[jt]s)\n([\s\S]*?)^```/gm)]
  const runnerOf = (text: string) => (/from '(vitest|node:test)'/.exec(text) ?? [undefined, 'jest'])[1]
  const listed = [...page.matchAll(/^\| (vitest|node:test|jest) \| (`\S+\.test\.\S+`.*) \|$/gm)].flatMap(([, runner, names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => `${name} ${runner}`),
  )
  expect(listed.toSorted()).toEqual(files.map(([, name, text = '']) => `${name} ${runnerOf(text)}`).toSorted())
})

test('the file for jest, which is not installed here, is at least JavaScript', async () => {
  expect(await run('--check', join('src', 'balance.test.cjs'))).toEqual({ code: 0, output: '' })
})

test('its table names every member of what fakeSecrets gives', async () => {
  const source = await readFile(join(root, 'packages', 'sallyport', 'src', 'testing', 'fake-secrets.ts'), 'utf8')
  const [, body = ''] = /export interface FakeSecrets \{\n([\s\S]*?)\n\}/.exec(source) ?? []
  const members = [...body.matchAll(/^ {2}(?:readonly )?(\w+)[(<:]/gm)].map(([, name]) => name)
  expect(members.length).toBeGreaterThan(8)
  const table = page.slice(page.indexOf('| call |'))
  for (const member of members) expect(table).toMatch(new RegExp(`^\\|.*\`${member}\\b.*\\|`, 'm'))
})
