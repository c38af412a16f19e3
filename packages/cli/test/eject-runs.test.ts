import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sallyport } from './running/command.ts'
import { type Running, runningLocal } from './running/local-server.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const tsc = join(root, 'node_modules/typescript/bin/tsc')

let local: Running
beforeAll(async () => {
  local = await runningLocal()
  await sallyport(local, ['put', 'dev/ejected/key', '--kind', 'api-key', '--local'], 'a-key')
  await sallyport(local, ['put', '/dev/ejected/note', '--parameter', '--local'], 'a note')
})
afterAll(() => local.stop())

const places = ["apiKey('{stage}/ejected/key', { hosts: ['api.example.com'] })", "text({ parameter: '/{stage}/ejected/note' })"] as const
const answer = '[`${await key.get()}`, (await key.get()).reveal(), await note.use((text) => text.length)]'

const commonJs = {
  'src/secrets.cjs': `const { apiKey, text } = require('sallyport')\nexports.key = ${places[0]}\nexports.note = ${places[1]}\n`,
  'src/handler.js': `const { key, note } = require('./secrets.cjs')\nexports.handler = async () => ${answer}\n`,
}
const esModules = (specifier: string) => ({
  secrets: `import { apiKey, text } from 'sallyport'\nexport const key = ${places[0]}\nexport const note = ${places[1]}\n`,
  handler: `import { withSecrets } from 'sallyport'\nimport { key, note } from '${specifier}'
export const handler = withSecrets([key], async () => ${answer})\n`,
})
const compilerDefaults = {
  module: 'nodenext',
  target: 'es2023',
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  rootDir: 'src',
  outDir: 'dist',
}
const tsconfig = (compilerOptions: Readonly<Record<string, unknown>> = {}) =>
  JSON.stringify({
    compilerOptions: { ...compilerDefaults, ...compilerOptions },
    include: ['src'],
  })

interface Setup {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly out?: string
  readonly plain: string
  readonly specifier: string
  readonly handler?: string
}

const setups: readonly Setup[] = [
  { name: 'CommonJS', files: { 'package.json': '{}', ...commonJs }, plain: 'src/plain-secrets.cjs', specifier: './plain-secrets.cjs' },
  {
    name: 'CommonJS with --out of another ending',
    files: { 'package.json': '{}', ...commonJs },
    out: 'src/aws/plain.js',
    plain: 'src/aws/plain.js',
    specifier: './aws/plain.js',
  },
  {
    name: 'ES modules',
    files: {
      'package.json': '{ "type": "module" }',
      'src/secrets.js': esModules('').secrets,
      'src/handler.js': esModules('./secrets.js').handler,
    },
    plain: 'src/plain-secrets.mjs',
    specifier: './plain-secrets.mjs',
  },
  {
    name: 'both kinds of modules',
    files: {
      'package.json': '{}',
      'src/secrets.cjs': commonJs['src/secrets.cjs'],
      'src/handler.mjs': esModules('./secrets.cjs').handler,
    },
    plain: 'src/plain-secrets.cjs',
    specifier: './plain-secrets.cjs',
    handler: 'src/handler.mjs',
  },
  {
    name: 'TypeScript',
    files: {
      'package.json': '{ "type": "module" }',
      'tsconfig.json': tsconfig(),
      'src/secrets.ts': esModules('').secrets,
      'src/handler.ts': esModules('./secrets.js').handler,
    },
    plain: 'src/plain-secrets.ts',
    specifier: './plain-secrets.js',
    handler: 'dist/handler.js',
  },
  {
    name: 'TypeScript that is compiled to CommonJS',
    files: {
      'package.json': '{}',
      'tsconfig.json': tsconfig({ module: 'node16' }),
      'src/secrets.ts': esModules('').secrets,
      'src/handler.ts': esModules('./secrets').handler,
    },
    plain: 'src/plain-secrets.ts',
    specifier: './plain-secrets',
    handler: 'dist/handler.js',
  },
]

describe.each(setups)('a project in $name', ({ name, files, out, plain, specifier, handler = 'src/handler.js' }) => {
  const entry = Object.keys(files).find((file) => file.startsWith('src/handler')) ?? ''
  let cwd: string
  beforeAll(() => {
    cwd = join(local.cwd, name.replaceAll(' ', '-'))
    const configuration = `export default { functions: { shop: { entry: '${entry}' } } }`
    for (const [file, text] of Object.entries({ ...files, 'sallyport.config.mjs': configuration })) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true })
      writeFileSync(join(cwd, file), text)
    }
    mkdirSync(join(cwd, 'node_modules'))
    symlinkSync(join(root, 'packages/sallyport'), join(cwd, 'node_modules/sallyport'), 'junction')
    for (const each of ['@aws-sdk', '@types', '@smithy'])
      symlinkSync(join(root, 'node_modules', each), join(cwd, 'node_modules', each), 'junction')
  })

  test('runs once it is ejected, as its files are and bundled', async () => {
    const before = await sallyport({ ...local, cwd }, ['invoke', 'shop', '--local'])
    expect(before.status, before.stderr).toBe(0)
    const ejected = await sallyport({ ...local, cwd }, ['eject', '--write', '--json', ...(out === undefined ? [] : ['--out', out])])
    expect(ejected.status, ejected.stderr).toBe(0)
    const { file, difference } = JSON.parse(ejected.stdout) as { file: string; difference: string[] }
    expect(file).toBe(plain)
    expect(difference.filter((line) => line.startsWith('+') && line.includes(specifier))).not.toEqual([])
    rmSync(join(cwd, 'node_modules/sallyport'))

    expect(unbundled(cwd, handler)).toEqual(['[redacted]', 'a-key', 6])
    const bundled = await sallyport({ ...local, cwd }, ['invoke', 'shop', '--local', '--no-grant'])
    expect(bundled.status, bundled.stderr).toBe(0)
    expect(JSON.parse(bundled.stdout)).toEqual(JSON.parse(before.stdout))
  })
})

/** What the handler answers when Node runs the project's own files, or those that the compiler makes of them. */
function unbundled(cwd: string, handler: string): unknown {
  if (readdirSync(cwd).includes('tsconfig.json'))
    expect(spawnSync(process.execPath, [tsc, '-p', cwd], { encoding: 'utf8' }).stdout).toBe('')
  const program = `import(${JSON.stringify(`./${handler}`)}).then(({ handler }) => handler({})).then((answer) => console.log(JSON.stringify(answer)))`
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
    cwd,
    encoding: 'utf8',
    env: {
      ...local.env,
      AWS_ENDPOINT_URL: local.endpoint,
      AWS_REGION: local.region,
      AWS_ACCESS_KEY_ID: local.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: local.credentials.secretAccessKey,
    },
  })
  expect(stdout, stderr).not.toBe('')
  return JSON.parse(stdout)
}
