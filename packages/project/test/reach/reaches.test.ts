import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { reachOf } from '../../src/reach/reach.ts'
import { inFolder } from '../project-folder.ts'
import { install } from '../workspace.ts'
import { secrets } from './reach-case.ts'

const openHandler = `import { note } from './secrets'\nexport const handler = async (event: any) => [await import(event.name), note]`

describe('reaches in the configuration', () => {
  const files = { 'src/secrets.ts': secrets, 'src/handler.ts': openHandler }
  const open = (root: string, reaches: string[], declarations = [join(root, 'src/secrets.ts')]) =>
    reachOf([{ name: 'open', entry: join(root, 'src/handler.ts'), handler: 'handler', root, reaches, declarations }])

  test('closes an open function with the secrets it names, by export or by place', () =>
    inFolder(files, async (root) => {
      const [reach] = await open(root, ['stripe', '/{stage}/weather/key'])
      expect(reach?.open).toEqual([])
      expect(reach?.secrets.map((each) => each.exportName)).toEqual(['note', 'stripe', 'weather'])
    }))

  test('says that there is nothing more when it is empty', () =>
    inFolder(files, async (root) => {
      const [reach] = await open(root, [])
      expect([reach?.open, reach?.secrets.map((each) => each.exportName)]).toEqual([[], ['note']])
    }))

  test('refuses a name that no file declares', () =>
    inFolder(files, async (root) => {
      await expect(open(root, ['strpie'])).rejects.toMatchObject({
        code: 'SECRET_NOT_DECLARED',
        message: expect.stringContaining('"strpie", as its "reaches" says: did you mean "stripe"?'),
      })
    }))

  const h3 = (root: string, reaches: string[], declarations: string[] = []) =>
    reachOf([
      {
        name: 'h3',
        entry: join(root, 'src/h3.ts'),
        handler: 'handler',
        root,
        reaches,
        declarations: declarations.map((file) => join(root, file)),
      },
    ])
  const unseen = {
    'src/secrets.ts': `import { text } from 'sallyport'\nexport const a = text('dev/a')\nexport const other = text('dev/other')`,
    'src/h3.ts': `export const handler = async (event: any) => (await import(event.file)).run()`,
  }

  test.each(['a', 'dev/a', 'src/secrets.ts#a'])(
    'closes a function that imports nothing with the secret %s, wherever it is declared',
    (name) =>
      inFolder(unseen, async (root) => {
        const [reach] = await h3(root, [name])
        expect(reach?.open).toEqual([])
        expect(reach?.secrets.map((each) => each.id)).toEqual(['src/secrets.ts#a'])
      }),
  )

  test('finds a secret by the name of its export where its place is computed', () =>
    inFolder(
      { ...unseen, 'src/more.ts': `import { text } from 'sallyport'\nexport const made = text(['dev', 'made'].join('/'))` },
      async (root) => {
        await install(root, 'sallyport')
        const [reach] = await h3(root, ['made'])
        expect(reach?.secrets.map((each) => each.place.name)).toEqual(['dev/made'])
      },
    ))

  test('finds a secret that another function imports', () =>
    inFolder({ ...unseen, 'src/h1.ts': `import { other } from './secrets'\nexport const handler = async () => other` }, async (root) => {
      const entry = (name: string) => ({ name, entry: join(root, `src/${name}.ts`), handler: 'handler', root })
      const [, reach] = await reachOf([entry('h1'), { ...entry('h3'), reaches: ['a'], declarations: [join(root, 'src/h1.ts')] }])
      expect(reach?.secrets.map((each) => each.id)).toEqual(['src/secrets.ts#a'])
    }))

  test('looks no further than the declarations where the configuration lists them', () =>
    inFolder({ ...unseen, 'src/none.ts': '' }, async (root) => {
      await expect(h3(root, ['a'], ['src/none.ts'])).rejects.toMatchObject({
        code: 'SECRET_NOT_DECLARED',
        message: expect.stringContaining('list the file that declares it in the configuration\'s "declarations"'),
      })
    }))

  test.each(['node_modules/x/index.js', 'dist/secrets.js', '.cache/secrets.js', 'src/secrets.test.ts', 'test/secrets.ts'])(
    'does not take %s for a declaration',
    (file) =>
      inFolder({ ...unseen, [file]: `import { text } from 'sallyport'\nexport const hidden = text('hidden')` }, async (root) => {
        await expect(h3(root, ['hidden'])).rejects.toMatchObject({ code: 'SECRET_NOT_DECLARED' })
      }),
  )

  test('asks which is meant when a name stands for several secrets', () =>
    inFolder({ ...unseen, 'src/more.ts': `import { text } from 'sallyport'\nexport const a = text('dev/another')` }, async (root) => {
      await expect(h3(root, ['a'])).rejects.toMatchObject({
        code: 'SECRET_NOT_DECLARED',
        message: expect.stringContaining('name one as "src/more.ts#a" or "src/secrets.ts#a"'),
      })
      expect((await h3(root, ['src/more.ts#a']))[0]?.secrets.map((each) => each.place.name)).toEqual(['dev/another'])
    }))

  test('closes a function that makes a secret of a variable name', () =>
    inFolder(
      { ...unseen, 'src/h3.ts': `import { text } from 'sallyport'\nexport const handler = async (event: any) => text(event.name).get()` },
      async (root) => {
        const [reach] = await h3(root, ['dev/a'])
        expect([reach?.open, reach?.secrets.map((each) => each.id)]).toEqual([[], ['src/secrets.ts#a']])
      },
    ))

  test('keeps two secrets of one line apart', () =>
    inFolder(
      {
        'src/h3.ts': `import { text } from 'sallyport'\nexport const handler = async (event: any) => [text('a'), text('b'), import(event.file)]`,
      },
      async (root) => {
        const [reach] = await h3(root, [])
        expect(reach?.secrets.map((each) => each.place.name)).toEqual(['a', 'b'])
      },
    ))

  test('names a declaration that does not parse', () =>
    inFolder({ ...files, 'src/broken.ts': 'export const = 1' }, async (root) => {
      await expect(open(root, ['stripe'], [join(root, 'src/broken.ts')])).rejects.toMatchObject({
        code: 'DECLARATION_UNREADABLE',
        message: expect.stringContaining('src/broken.ts does not parse'),
      })
    }))
})

test('tells of a secret where it is declared and how', () =>
  inFolder(
    { 'src/secrets.ts': secrets, 'src/handler.ts': `import { weather } from './secrets'\nexport const handler = async () => weather` },
    async (root) => {
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.secrets).toEqual([
        {
          id: 'src/secrets.ts#weather',
          kind: 'apiKey',
          place: { service: 'ssm', name: '/{stage}/weather/key' },
          isFamily: false,
          field: undefined,
          fields: {},
          exportName: 'weather',
          file: join(root, 'src/secrets.ts'),
          line: 4,
          options: { hosts: ['api.weather.example'], header: 'x-api-key' },
        },
      ])
    },
  ))

test('takes the name from the variable that the function sets', () =>
  inFolder(
    {
      'src/secrets.ts': `import { text } from 'sallyport'\nexport const a = text({ parameter: { env: 'NAME' } })`,
      'src/handler.ts': `import { a } from './secrets'\nexport const handler = async () => a`,
    },
    async (root) => {
      const [reach] = await reachOf([
        { name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root, environment: { NAME: '/prod/a' } },
      ])
      expect(reach?.secrets[0]?.place).toEqual({ service: 'ssm', name: '/prod/a', variable: 'NAME' })
    },
  ))

test('names the modules that are not in the bundle', () =>
  inFolder(
    {
      'src/handler.ts': `import { readFile } from 'node:fs/promises'\nimport { load } from 'sallyport'\nexport const handler = async () => { try { require('not-installed') } catch {}; return [readFile, load] }`,
    },
    async (root) => {
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.externals).toEqual(['node:fs/promises', 'not-installed'])
    },
  ))

test('leaves open a function that imports sallyport by a path or another name', () =>
  inFolder(
    {
      'src/handler.ts': `import { text } from '../node_modules/sallyport/dist/index.js'\nexport const handler = async () => text('a').get()`,
    },
    async (root) => {
      await install(root, 'sallyport')
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.secrets).toEqual([])
      expect(reach?.open.map(({ reason }) => reason)).toContain(
        'holds sallyport itself: import it as "sallyport", or what it declares is not seen',
      )
    },
  ))

test('closes a function that uses the AWS SDK, which starts processes only where a profile says so', () =>
  inFolder(
    {
      'src/secrets.ts': secrets,
      'src/handler.ts': `import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'\nimport { note } from './secrets'\nexport const handler = async () => [new SecretsManagerClient({}), note]`,
    },
    async (root) => {
      await install(root, '@aws-sdk/client-secrets-manager')
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.open).toEqual([])
      expect(reach?.secrets.map((each) => each.exportName)).toEqual(['note'])
    },
  ))

test.each([
  ['zod', `import { z } from 'zod'`, 'z.object({ host: z.string(), port: z.number() })'],
  ['valibot', `import * as v from 'valibot'`, 'v.object({ host: v.string() })'],
  ['arktype', `import { type } from 'arktype'`, `type({ host: 'string' })`],
])('reads a declaration with a schema of %s, which runs when the module loads', (name, imports, schema) =>
  inFolder(
    {
      'src/secrets.ts': `import { json, text } from 'sallyport'\n${imports}\nexport const database = json('{stage}/database', ${schema}, { ttlSeconds: 60 })\nexport const spare = text('spare')`,
      'src/handler.ts': `import { database } from './secrets'\nexport const handler = async () => database.get()`,
    },
    async (root) => {
      await install(root, name)
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.open).toEqual([])
      expect(reach?.secrets.map(({ exportName, options }) => [exportName, options])).toEqual([['database', { ttlSeconds: 60 }]])
    },
  ),
)

test('follows imports that go in a circle', () =>
  inFolder(
    {
      'src/secrets.ts': secrets,
      'src/a.ts': `import { b } from './b'\nimport { note } from './secrets'\nexport const a = () => [b, note]`,
      'src/b.ts': `import { a } from './a'\nexport const b = () => a`,
      'src/handler.ts': `import { b } from './b'\nexport const handler = async () => b()`,
    },
    async (root) => {
      const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
      expect(reach?.secrets.map((each) => each.exportName)).toEqual(['note'])
    },
  ))

test('finds the one secret at the end of a thousand modules, for twenty functions at once', () => {
  const chain = Array.from({ length: 1000 }, (_, at) => [
    `src/m${at}.ts`,
    at === 0
      ? `import { crm } from './secrets'\nexport const m0 = () => crm`
      : `import { m${at - 1} } from './m${at - 1}'\nexport const m${at} = () => m${at - 1}()`,
  ])
  const handlers = Array.from({ length: 20 }, (_, at) => [
    `src/handler${at}.ts`,
    `import { m${999 - at} } from './m${999 - at}'\nexport const handler = async () => m${999 - at}()`,
  ])
  return inFolder({ 'src/secrets.ts': secrets, ...Object.fromEntries(chain), ...Object.fromEntries(handlers) }, async (root) => {
    const reaches = await reachOf(
      handlers.map((_, at) => ({ name: `f${at}`, entry: join(root, `src/handler${at}.ts`), handler: 'handler', root })),
    )
    expect(new Set(reaches.map(({ open, secrets }) => JSON.stringify([open, secrets.map((each) => each.exportName)])))).toEqual(
      new Set(['[[],["crm"]]']),
    )
  })
})

test.each([
  ['brackets', `${`a + (`.repeat(3000)}1${')'.repeat(3000)}`],
  ['a sum', `${'a + '.repeat(3000)}1`],
])('leaves open a function whose expressions nest too deeply to be looked through: %s', (_, expression) =>
  inFolder({ 'src/handler.ts': `export const handler = async (a: number) => ${expression}` }, async (root) => {
    const [reach] = await reachOf([{ name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root }])
    expect(reach?.open).toEqual([{ file: 'src/handler.ts', reason: 'its bundle cannot be read' }])
  }),
)

test('finds nothing to do for no functions', async () => {
  expect(await reachOf([])).toEqual([])
})
