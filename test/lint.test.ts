// Lint is believed only because of this: a copy of the repository with five violations planted, one a tool, and every one reported.
import { execFileSync, spawnSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, sep } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const copy = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-lint-')))
let report = ''
let code: number | null = null

beforeAll(() => {
  copyRepository()
  const at = (file: string) => join(copy, file)
  writeFileSync(
    at('packages/iam/src/planted-import.ts'),
    "import { startLocal } from '@sallyport/local'\n\nexport const planted = startLocal\n",
  )
  writeFileSync(
    at('packages/iam/src/planted.test.ts'),
    "import { test } from 'vitest'\n\ntest('is planted', () => {\n  const wrong: number = 'a text'\n  return void wrong\n})\n",
  )
  writeFileSync(
    at('packages/tasks/src/planted-promise.ts'),
    'export const later = async () => 1\n\nexport function forget() {\n  later()\n}\n',
  )
  appendFileSync(at('packages/iam/src/evaluation/glob.ts'), "\nexport const nobodyImportsThis = 'planted'\n")
  appendFileSync(
    at('packages/sallyport/src/index.ts'),
    `\nexport const ballast = ${JSON.stringify(incompressible(24_000))}\nglobalThis.process.emit('ballast' as 'SIGINFO', ballast as 'SIGINFO')\n`,
  )
  const result = spawnSync(process.execPath, ['scripts/lint.mjs'], { cwd: copy, encoding: 'utf8', maxBuffer: 1 << 28 })
  report = result.stdout + result.stderr
  code = result.status
}, 300_000)

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test('lint fails when violations are planted', () => {
  expect(code).toBe(1)
})

test.each([
  ['a forbidden import', /imports-of-iam: packages\/iam\/src\/planted-import\.ts → packages\/local/],
  ['a type error in a test', /packages\/iam\/src\/planted\.test\.ts\(4,9\): error TS2322/],
  ['a floating promise', /planted-promise\.ts(:\d+:\d+)? lint\/nursery\/noFloatingPromises/],
  ['an unused export', /nobodyImportsThis/],
  ['too large a bundle', /lint: bundle size failed/],
])('lint reports %s', (_, expected) => {
  expect(report).toMatch(expected)
})

/** What git would clone and what is not committed yet, with the installed packages linked and the workspaces' own links kept inside. */
function copyRepository() {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\0').filter((name) => name !== '' && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true })
    cpSync(join(root, file), join(copy, file))
  }
  linkInstalled('node_modules')
  for (const workspace of ['examples', 'bench', ...readdirSync(join(root, 'packages')).map((name) => `packages/${name}`)]) {
    linkInstalled(`${workspace}/node_modules`)
  }
  execFileSync('git', ['init', '-q'], { cwd: copy })
}

function linkInstalled(folder: string) {
  const from = join(root, folder)
  let names: string[]
  try {
    names = readdirSync(from)
  } catch {
    return // this workspace has no packages of its own
  }
  mkdirSync(join(copy, folder), { recursive: true })
  for (const name of names.flatMap((each) =>
    each.startsWith('@') ? readdirSync(join(from, each)).map((inner) => `${each}/${inner}`) : [each],
  )) {
    const target = realpathSync(join(from, name))
    const own = relative(realpathSync(root), target)
    const isWorkspace = /^(packages|examples|bench)\b/.test(own) && !own.split(sep).includes('node_modules')
    mkdirSync(dirname(join(copy, folder, name)), { recursive: true })
    if (statSync(target).isFile()) cpSync(target, join(copy, folder, name))
    else symlinkSync(isWorkspace ? join(copy, own) : target, join(copy, folder, name), 'junction')
  }
}

function incompressible(length: number): string {
  let state = 1
  let text = ''
  while (text.length < length) {
    state = (state * 48271) % 2147483647
    text += state.toString(36)
  }
  return text
}
