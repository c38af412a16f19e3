// The package as npm installs it, in a project apart from this repository, in functions as they are bundled for Lambda.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Local, startLocal } from '@sallyport/local'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { testServer } from '../src/calling-out/fixtures/test-server.ts'
import { bundlers, type Format } from './bundlers/bundlers.ts'
import { itsTraces, notSoClean } from './bundlers/not-so-clean.ts'
import { packedProject } from './bundlers/packed-project.ts'
import * as shop from './bundlers/shop.ts'
import { type Node, nodes } from './nodes.ts'

const exec = promisify(execFile)
const formats = ['esm', 'cjs'] as const
const extensionOf = (format: Format) => (format === 'esm' ? 'mjs' : 'cjs')
const bundleName = (bundler: string, format: Format) => join(`by-${bundler}`, `function.${extensionOf(format)}`)
const bundled = Object.entries(bundlers).flatMap(([name, bundler]) => formats.map((format) => ({ name, bundler, format })))
const everyNode = nodes()

let local: Local
let project: Awaited<ReturnType<typeof packedProject>>

beforeAll(async () => {
  local = await startLocal({ port: 0, seed: shop.seed })
  project = await packedProject({
    'invoke.cjs': shop.invoke,
    'watched-import.cjs': await readFile(join(import.meta.dirname, 'fixtures', 'watched-import.cjs'), 'utf8'),
    'empty.mjs': '',
    'not-so-clean/index.mjs': notSoClean,
    'secrets.js': shop.declarations(),
    'secrets-with-comment.js': shop.declarations('/* @__PURE__ */ '),
    'secrets.cjs': shop.declarationsInCommonJs(),
    'function.js': shop.readingAll('./secrets.js'),
    'function.cjs': shop.readingAllInCommonJs,
    ...shop.declarationPerFile('secrets'),
  })
  for (const { name, bundler, format } of bundled) {
    await bundler(join(project.folder, 'function.js'), join(project.folder, bundleName(name, format)), format)
  }
})

afterAll(async () => {
  await project?.remove()
  await local?.stop()
})

describe.each(everyNode)('on Node $version, as Lambda starts it,', (node) => {
  test.each(bundled)('a function bundled by $name as $format reads its secrets and calls out', async ({ name, format }) => {
    expect(await invoked(node, join(project.folder, bundleName(name, format)))).toEqual(shop.allThatIsRead)
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

/** A bundle of `source`, which is in a folder of its own in the project. */
async function bundleOf({ name, bundler, format }: (typeof bundled)[number], source: string): Promise<string> {
  const folder = await mkdtemp(join(project.folder, `${name}-`))
  const input = join(folder, 'function.js')
  await writeFile(input, source)
  return await bundler(input, join(folder, `bundle.${extensionOf(format)}`), format)
}

/** What a function's bundle shows of the secrets: names, and code of their kinds. */
async function heldBy(way: (typeof bundled)[number], source: string): Promise<{ secrets: shop.Name[]; kinds: shop.Name[] }> {
  const text = await bundleOf(way, source)
  return {
    secrets: shop.names.filter((name) => text.includes(shop.placeOf(name))),
    kinds: shop.names.filter((name) => shop.shop[name].ofItsKind.test(text)),
  }
}

// A format changes nothing of what is dropped; CommonJS is what SAM and CDK make
const usedIn = (format: Format): readonly shop.Name[] => (format === 'cjs' ? shop.names : ['note'])
const oneOf = (name: shop.Name) => ({ secrets: [name], kinds: [name] })
const allOfThem = { secrets: shop.names, kinds: shop.names }

describe.each(bundled)(
  'of secrets that a function does not use, and of their kinds, nothing is in its bundle by $name as $format',
  (bundler) => {
    test.each(bundler.name === 'esbuild' ? [] : usedIn(bundler.format))('with nothing written: %s alone', async (name) => {
      expect(await heldBy(bundler, shop.reading(name, '../secrets.js'))).toEqual(oneOf(name))
    })

    test.each(usedIn(bundler.format))('with the comment before each call: %s alone', async (name) => {
      expect(await heldBy(bundler, shop.reading(name, '../secrets-with-comment.js'))).toEqual(oneOf(name))
    })

    test.each(usedIn(bundler.format))('with a file for each secret: %s alone', async (name) => {
      expect(await heldBy(bundler, shop.reading(name, `../secrets/${name}.js`))).toEqual(oneOf(name))
    })

    test('a function that uses all of them has all of them, so that what is looked for can be found', async () => {
      expect(await heldBy(bundler, shop.readingAll('../secrets.js'))).toEqual(allOfThem)
    })
  },
)

test.each(formats)(
  'with nothing written esbuild keeps all that the declaration file holds, so there it needs the comment: %s',
  async (format) => {
    const way = bundled.find((each) => each.name === 'esbuild' && each.format === format)
    expect(way && (await heldBy(way, shop.reading('note', '../secrets.js')))).toEqual(allOfThem)
  },
)

const doors = ['sallyport', 'sallyport/middy', 'sallyport/testing', 'sallyport/log-guard']

test.each(bundled)('importing a door and using nothing of it puts nothing into a bundle by $name as $format', async (way) => {
  const { name } = way
  const nothing = await bundleOf(way, '')
  for (const door of doors) expect(`${name}: ${await bundleOf(way, `import '${door}'`)}`).toBe(`${name}: ${nothing}`)
})

describe.each(everyNode)('on Node $version', ({ program, flags }) => {
  const traces = async (way: 'import' | 'require', ...names: readonly string[]): Promise<string[]> => {
    const { stdout } = await exec(program, [...flags, join(project.folder, 'watched-import.cjs'), way, ...names])
    return JSON.parse(stdout)
  }

  test.each([
    ['import', './secrets.js'],
    ['require', './secrets.cjs'],
  ] as const)(
    'importing the doors and declaring secrets has no side effect, opens nothing and reads nothing, by %s',
    async (way, secrets) => {
      expect(await traces(way, ...doors, secrets)).toEqual([])
    },
  )

  test('what a module does when it is imported would be seen', async () => {
    const found = await traces('import', './not-so-clean/index.mjs')
    for (const each of itsTraces) expect(found).toContainEqual(expect.stringMatching(each))
  })
})
