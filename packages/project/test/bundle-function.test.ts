import { spawn } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { bundleFunction } from '../src/bundling/bundle-function.ts'
import { ProjectError } from '../src/project-error.ts'
import { inFolder } from './project-folder.ts'
import { install } from './workspace.ts'

/** Node's flags in Lambda; Lambda Developer Guide, "Building Lambda functions with Node.js". */
const lambdaFlags = ['--no-experimental-require-module']

/** What the handler of a bundle gives, in a process of its own, from a folder that holds nothing else. */
function answerOf(bundle: Awaited<ReturnType<typeof bundleFunction>>): Promise<unknown> {
  return inFolder({}, async (folder) => {
    for (const { path, bytes } of bundle.files) await writeFile(join(folder, path), bytes)
    const [module, handler] = [bundle.files[0]?.path, bundle.handler.replace(/^index\./, '')]
    const program = `const loaded = await import(${JSON.stringify(join(folder, module ?? ''))}); console.log(JSON.stringify(await loaded.${handler}()))`
    const child = spawn(process.execPath, [...lambdaFlags, '--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise((resolve) => child.on('close', resolve))
    const [output, complaint, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended])
    if (exitCode !== 0) throw new Error(complaint)
    return JSON.parse(output)
  })
}

const files = {
  'src/greeting.ts': `export const greeting: string = 'hello'`,
  'src/legacy.cjs': `const { basename } = require('node:path')\nexports.name = (path) => basename(path)`,
  'src/handler.ts': `import { greeting } from './greeting.js'\nimport { name } from './legacy.cjs'\nexport const main = async () => [greeting, name('/a/b')]`,
}

test.each([
  ['esm', 'index.mjs'],
  ['cjs', 'index.cjs'],
] as const)('bundles a function as %s in one file that Lambda loads', (format, path) =>
  inFolder(files, async (root) => {
    const bundle = await bundleFunction({ entry: join(root, 'src/handler.ts'), handler: 'main', format, root })
    expect(bundle).toMatchObject({ handler: 'index.main', externals: ['node:path'] })
    expect(bundle.files.map((file) => file.path)).toEqual([path])
    expect(await answerOf(bundle)).toEqual(['hello', 'b'])
  }),
)

test('leaves the names of functions and the files alone', () =>
  inFolder(files, async (root) => {
    const bundle = await bundleFunction({ entry: join(root, 'src/handler.ts'), handler: 'main', root })
    const code = Buffer.from(bundle.files[0]?.bytes ?? []).toString('utf8')
    expect(code).toContain('var main = async () =>')
    expect(code).not.toContain(root)
  }))

test('drops the secrets that a function does not use, without a word of PURE in the source', () =>
  inFolder(
    {
      'src/secrets.ts': `import { apiKey, login, text } from 'sallyport'
export const stripe = apiKey('stripe', { hosts: ['api.stripe.com'] })
export const crm = login('the-crm', { hosts: ['crm.example.com'] })
export const note = text('note')`,
      'src/handler.ts': `import { note } from './secrets'\nexport const handler = async () => note['~sallyport'].place.name`,
    },
    async (root) => {
      await install(root, 'sallyport')
      const bundle = await bundleFunction({ entry: join(root, 'src/handler.ts'), root })
      const code = Buffer.from(bundle.files[0]?.bytes ?? []).toString('utf8')
      expect(code).not.toMatch(/the-crm|api\.stripe\.com|function apiKey|function login/)
      expect(await answerOf(bundle)).toBe('note')
    },
  ))

test('bundles the AWS SDK, which is not on board everywhere', () =>
  inFolder(
    {
      'src/handler.ts': `import { SSMClient } from '@aws-sdk/client-ssm'\nexport const handler = async () => typeof new SSMClient({ region: 'eu-west-1' }).send`,
    },
    async (root) => {
      await install(root, '@aws-sdk/client-ssm')
      const bundle = await bundleFunction({ entry: join(root, 'src/handler.ts'), root })
      expect(bundle.externals.filter((name) => !name.startsWith('node:') && name.includes('aws'))).toEqual([])
      expect(await answerOf(bundle)).toBe('function')
    },
  ))

test('tells what does not build with file and line', () =>
  inFolder({ 'src/handler.ts': `import { gone } from './gone'\n\nexport const handler = async () => gone(` }, async (root) => {
    const error: unknown = await bundleFunction({ entry: join(root, 'src/handler.ts'), root }).catch((refusal: unknown) => refusal)
    expect(error).toBeInstanceOf(ProjectError)
    expect(error).toMatchObject({
      code: 'BUILD_FAILED',
      file: 'src/handler.ts',
      line: 3,
      message: 'function src/handler.ts does not build: src/handler.ts:3 Unexpected end of file',
    })
  }))

test('tells the first ten errors of many', () =>
  inFolder({ 'src/handler.ts': Array.from({ length: 15 }, (_, at) => `import './gone${at}'`).join('\n') }, async (root) => {
    const error: unknown = await bundleFunction({ entry: join(root, 'src/handler.ts'), root }).catch((refusal: unknown) => refusal)
    expect(String(error)).toMatch(/gone9".*; and 5 more$/)
  }))

test('says so when the entry is not there', () =>
  inFolder({}, async (root) => {
    await expect(bundleFunction({ entry: join(root, 'gone.ts'), root })).rejects.toMatchObject({ code: 'BUILD_FAILED' })
  }))

test('a function in CommonJS is bundled as CommonJS, where Lambda finds its handler', async () => {
  const sources = { 'src/notify.js': `exports.handler = async () => 'sent'`, 'package.json': '{}' }
  await inFolder(sources, async (folder) => {
    const { files, handler } = await bundleFunction({ entry: join(folder, 'src/notify.js') })
    expect([files[0]?.path, handler]).toEqual(['index.cjs', 'index.handler'])
    const module = { exports: {} as { handler?: () => Promise<string> } } // what CommonJS hands to a file
    new Function('module', 'exports', Buffer.from(files[0]?.bytes ?? []).toString())(module, module.exports)
    expect(await module.exports.handler?.()).toBe('sent')
  })
})
