// The package as npm installs it, in a project apart from this repository, in functions as they are bundled for Lambda.
import { execFile } from 'node:child_process'
import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { testServer } from '../src/calling-out/fixtures/test-server.ts'
import { bundlers, type Format } from './bundlers/bundlers.ts'
import { packedProject } from './bundlers/packed-project.ts'
import * as shop from './bundlers/shop.ts'
import { doorsAndTheirTraces, watchedImport } from './bundlers/watched-import.ts'
import { type Node, nodes } from './nodes.ts'

const exec = promisify(execFile)
const formats = ['esm', 'cjs'] as const
const extensionOf = (format: Format) => (format === 'esm' ? 'mjs' : 'cjs')
const bundled = Object.entries(bundlers).flatMap(([name, bundler]) => formats.map((format) => ({ name, bundler, format })))
const everyNode = nodes()

let local: Local
let project: Awaited<ReturnType<typeof packedProject>>

beforeAll(async () => {
  local = await startLocal({ port: 0, seed: shop.seed })
  project = await packedProject({
    'invoke.cjs': shop.invoke,
    'watched-import.cjs': watchedImport,
    'secrets.js': shop.declarations(),
    'secrets-with-comment.js': shop.declarations('/* @__PURE__ */ '),
    'secrets.cjs': shop.declarationsInCommonJs(),
    'function.js': shop.readingAll,
    'function.cjs': shop.readingAllInCommonJs,
    ...shop.declarationPerFile('secrets'),
  })
})

afterAll(async () => {
  await project?.remove()
  await local?.stop()
})

describe.each(everyNode)('on Node $version, as Lambda starts it,', (node) => {
  test.each(bundled)('a function bundled by $name as $format reads its secrets and calls out', async ({ bundler, name, format }) => {
    const folder = join(project.folder, `bundled-${name}-${format}-${node.version}`)
    const file = join(folder, `function.${extensionOf(format)}`)
    await mkdir(folder)
    await bundler(join(project.folder, 'function.js'), file, format)
    expect(await invoked(node, file)).toEqual(shop.allThatIsRead)
  })

  test.each(['function.js', 'function.cjs'])('a function that is not bundled reads its secrets and calls out: %s', async (file) => {
    expect(await invoked(node, join(project.folder, file))).toEqual(shop.allThatIsRead)
  })
})

/** What a function gives when it is invoked, with the account's own credentials in its environment. */
async function invoked({ program, flags }: Node, file: string): Promise<unknown> {
  const api = await testServer((request, response) => response.end(request.headers.authorization))
  onTestFinished(() => api.close())
  const env = {
    AWS_ENDPOINT_URL: local.endpoint,
    AWS_REGION: local.region,
    AWS_ACCESS_KEY_ID: local.accessKeyId,
    AWS_SECRET_ACCESS_KEY: local.secretAccessKey,
    AWS_LAMBDA_FUNCTION_NAME: 'checkout',
    SALLYPORT_STAGE: 'prod',
    API: api.url,
  }
  const { stdout, stderr } = await exec(program, [...flags, join(project.folder, 'invoke.cjs'), file], { env })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

/** What a bundle of a function that uses one secret shows of the secrets: names, and code of their kinds. */
async function heldBy(bundler: (typeof bundled)[number], source: string): Promise<{ secrets: shop.Name[]; kinds: shop.Name[] }> {
  const id = `${bundler.name}-${bundler.format}-${source.length}-${Math.random()}`
  const input = join(project.folder, `one-${id}.js`)
  await writeFile(input, source)
  const text = await bundler.bundler(input, join(project.folder, 'one', `${id}.${extensionOf(bundler.format)}`), bundler.format)
  return {
    secrets: shop.names.filter((name) => text.includes(shop.placeOf(name))),
    kinds: shop.names.filter((name) => shop.shop[name].ofItsKind.test(text)),
  }
}

const oneOf = (name: shop.Name) => ({ secrets: [name], kinds: [name] })
const allOfThem = { secrets: shop.names, kinds: shop.names }

describe.each(bundled)('of secrets that a function does not use, and of their kinds, nothing is in its bundle by $name as $format', (bundler) => {
  test.skipIf(bundler.name === 'esbuild').each(shop.names)('with nothing written: %s alone', async (name) => {
    expect(await heldBy(bundler, shop.reading(name, './secrets.js'))).toEqual(oneOf(name))
  })

  test.each(shop.names)('with the comment before each call: %s alone', async (name) => {
    expect(await heldBy(bundler, shop.reading(name, './secrets-with-comment.js'))).toEqual(oneOf(name))
  })

  test.each(shop.names)('with a file for each secret: %s alone', async (name) => {
    expect(await heldBy(bundler, shop.reading(name, `./secrets/${name}.js`))).toEqual(oneOf(name))
  })

  test('a function that uses all of them has all of them, so that what is looked for can be found', async () => {
    expect(await heldBy(bundler, shop.readingAll)).toEqual(allOfThem)
  })
})
