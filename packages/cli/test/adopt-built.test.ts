// Functions whose deployed files are built: an edit of those would be gone with the next build.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { type AdoptableFunction, git, planted, writeAdoptable } from './running/adoptable.ts'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

const compiler = fileURLToPath(new URL('../../../node_modules/typescript/bin/tsc', import.meta.url))
const source = 'export const handler = async () => process.env.STRIPE_KEY\n'
const globals = 'declare const process: { env: Record<string, string | undefined> }\n'
const charge: AdoptableFunction = { variables: { STRIPE_KEY: planted.stripe }, properties: '      CodeUri: dist\n', code: source }
const settings = { module: 'esnext', moduleResolution: 'bundler', target: 'es2022', types: [], outDir: 'dist', rootDir: 'src' }

/** A project that `tsc` has built, all of it committed but what git is told to leave out. */
async function builtBy(compilerOptions: object, files: Readonly<Record<string, string>> = {}): Promise<Running> {
  const local = await runningLocal()
  onTestFinished(() => local.stop())
  mkdirSync(join(local.cwd, 'src'))
  writeFileSync(join(local.cwd, 'src/charge.ts'), source)
  writeFileSync(join(local.cwd, 'src/globals.d.ts'), globals)
  const options = JSON.stringify({ compilerOptions: { ...settings, ...compilerOptions } })
  writeFileSync(join(local.cwd, 'tsconfig.json'), options)
  execFileSync(process.execPath, [compiler, '-p', '.'], { cwd: local.cwd, env: local.env })
  writeAdoptable(local, { Charge: charge }, { files })
  const template = readFileSync(join(local.cwd, 'template.yaml'), 'utf8').replace('src/charge.handler', 'charge.handler')
  writeFileSync(join(local.cwd, 'template.yaml'), template.replace(/ {4}Metadata:\n.*\n/, ''))
  git(local, 'add', '-A')
  git(local, 'commit', '-q', '-m', 'built')
  return local
}

test.each<[string, object, Record<string, string>]>([
  ['in the outDir of a tsconfig.json, committed', { module: 'commonjs', moduleResolution: 'node10', ignoreDeprecations: '6.0' }, {}],
  ['left out of git', {}, { '.gitignore': 'node_modules\n.sallyport\ndist\n', 'tsconfig.json': '{}' }],
])('a file that is built is not edited, and its source is told: %s', async (_, options, files) => {
  const local = await builtBy(options, files)
  const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
  const before = ['dist/charge.js', 'template.yaml'].map(read)
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes'])
  expect(status, stderr).toBe(1)
  expect(['dist/charge.js', 'template.yaml'].map(read)).toEqual(before)
  expect(stdout).toMatch(/change this yourself: src\/charge\.ts:1 reads STRIPE_KEY: write \(await stripeKey\.get\(\)\)/)
  expect(stdout).toMatch(/template\.yaml:\d+ function Charge is known by what its build made alone/)
  expect(read('src/secrets.ts')).toContain("export const stripeKey = /* @__PURE__ */ text('{stage}/charge/stripe-key')")
})

test('what is to be written by hand has the handle that is declared there already', async () => {
  const declared = "import { text } from 'sallyport'\n\nexport const stripe = /* @__PURE__ */ text('{stage}/charge/stripe-key')\n"
  const local = await builtBy({}, { 'src/secrets.ts': declared })
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run'])
  expect(stdout).toMatch(/src\/charge\.ts:1 reads STRIPE_KEY: write \(await stripe\.get\(\)\)/)
})

test('what the build made of another module is not told as a source', async () => {
  const local = await builtBy({ outDir: 'lib' })
  const template = readFileSync(join(local.cwd, 'template.yaml'), 'utf8').replace('CodeUri: dist', 'CodeUri: lib')
  writeFileSync(join(local.cwd, 'template.yaml'), template.replace('Handler: charge', 'Handler: handlers/charge'))
  const key = 'export const key = async () => process.env.STRIPE_KEY\n'
  const handler = "import { key } from '../inner/key.js'\nexport const handler = async () => key()\n"
  for (const [folder, ending] of Object.entries({ src: 'ts', lib: 'js' })) {
    for (const inner of ['inner', 'handlers']) mkdirSync(join(local.cwd, folder, inner))
    writeFileSync(join(local.cwd, folder, `inner/key.${ending}`), key)
    writeFileSync(join(local.cwd, folder, `handlers/charge.${ending}`), handler)
    rmSync(join(local.cwd, folder, `charge.${ending}`))
  }
  const { stdout } = await sallyport(local, ['adopt', '--local', '--dry-run'])
  expect(stdout).toContain('change this yourself: src/inner/key.ts:1 reads STRIPE_KEY')
  expect(stdout).not.toContain('lib/inner')
})

test('a module that git leaves out is not edited, and its secret is declared beside the source that imports it', async () => {
  const local = await runningLocal()
  onTestFinished(() => local.stop())
  const generated = 'export const key = async () => process.env.STRIPE_KEY\n'
  const code = "import { key } from '../generated/key.mjs'\nexport const handler = async () => [await key(), process.env.CHAT_TOKEN]\n"
  writeAdoptable(
    local,
    { Charge: { variables: { STRIPE_KEY: planted.stripe, CHAT_TOKEN: planted.chat }, code } },
    { files: { 'generated/key.mjs': generated, '.gitignore': 'node_modules\n.sallyport\ngenerated\n' } },
  )
  const read = (file: string) => readFileSync(join(local.cwd, file), 'utf8')
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes'])
  expect(status, stderr).toBe(1)
  expect(readdirSync(join(local.cwd, 'generated'))).toEqual(['key.mjs'])
  expect(read('generated/key.mjs')).toBe(generated)
  expect(stdout).toMatch(
    /change this yourself: generated\/key\.mjs:1 reads STRIPE_KEY in a file that git leaves out, .*: write \(await stripeKey\.get\(\)\)/,
  )
  expect(read('src/secrets.ts')).toContain('export const stripeKey = ')
  expect(read('src/charge.ts')).toContain('(await chatToken.get()).reveal()')
  expect(read('template.yaml')).toContain('STRIPE_KEY')
})

test('where a source map tells the source, that is edited, and building it again is what comes next', async () => {
  const scripts = '{ "name": "shop", "type": "module", "scripts": { "build": "tsc" }, "dependencies": { "sallyport": "*" } }'
  const local = await builtBy({ sourceMap: true }, { 'package.json': scripts })
  const { status, stdout, stderr } = await sallyport(local, ['adopt', '--local', '--yes'])
  expect(status, stdout).toBe(0)
  expect(readFileSync(join(local.cwd, 'src/charge.ts'), 'utf8')).toContain('(await stripeKey.get()).reveal()')
  expect(stderr).toMatch(/next: git diff\n +npm run build\n/)
})

test('without a script that builds it, it says that it is to be built', async () => {
  const local = await builtBy({ sourceMap: true })
  const { stderr } = await sallyport(local, ['adopt', '--local', '--yes'])
  expect(stderr).toMatch(/\n +# build it again before it is deployed: what is deployed is built from what was edited\n/)
})
