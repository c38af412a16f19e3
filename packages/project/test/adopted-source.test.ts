import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { exportNameFor } from '../src/declaration/export-name-for.ts'
import { addToDeclaration, declarationFor } from '../src/declaration/writing/declaration-for.ts'
import { environmentReads } from '../src/reach/environment-reads/environment-reads.ts'
import { replaceEnvironmentReads } from '../src/reach/environment-reads/replace-environment-reads.ts'
import { reachOf } from '../src/reach/reach.ts'
import { isEsModule } from '../src/source/module-format.ts'
import { inFolder } from './project-folder.ts'
import { install } from './workspace.ts'

const variable = 'STRIPE_KEY'
const place = { service: 'secretsmanager', name: '{stage}/stripe' } as const

describe.each([
  [
    'TypeScript',
    'ts',
    `import { charge } from './charge'\nexport const handler = async () => charge(process.env.STRIPE_KEY!)\n`,
    'export const charge = (key: string) => key\n',
    'esm',
  ],
  [
    'CommonJS',
    'js',
    `const { charge } = require('./charge')\nexports.handler = async () => charge(process.env.STRIPE_KEY)\n`,
    'exports.charge = (key) => key\n',
    'cjs',
  ],
] as const)('a function in %s', (_, ending, handler, charge, format) => {
  test('reads the handle in the place of the variable once both files are written', () =>
    inFolder({ [`src/handler.${ending}`]: handler, [`src/charge.${ending}`]: charge, 'package.json': '{}' }, async (root) => {
      await install(root, 'sallyport')
      const [file, declaration] = [join(root, `src/handler.${ending}`), join(root, `src/secrets.${ending}`)]
      const functions = [{ name: 'one', entry: file, handler: 'handler', root }]
      expect((await environmentReads(functions))[0]?.reads.map((each) => each.variable)).toEqual([variable])

      const exportName = exportNameFor(variable)
      await writeFile(
        declaration,
        declarationFor([{ exportName, kind: 'apiKey', place, options: { hosts: ['api.stripe.com'] } }], { format }),
      )
      const { text, remaining } = await replaceEnvironmentReads(file, [{ variable, handle: exportName, importFrom: declaration }])
      expect(remaining).toEqual([])
      await writeFile(file, text)

      const [reach] = await reachOf(functions)
      expect(reach?.open).toEqual([])
      expect(reach?.secrets.map(({ id, place: at, line }) => [id, at, line])).toEqual([[`src/secrets.${ending}#stripeKey`, place, 4]])
      expect((await environmentReads(functions))[0]?.reads).toEqual([])
    }))

  test('finds its secret in the declaration there is', () =>
    inFolder(
      { [`src/secrets.${ending}`]: declarationFor([{ exportName: 'payments', kind: 'apiKey', place }], { format }) },
      async (root) => {
        const declaration = join(root, `src/secrets.${ending}`)
        const source = await readFile(declaration, 'utf8')
        expect(addToDeclaration(declaration, source, [{ exportName: 'stripeKey', kind: 'apiKey', place }])).toEqual({
          text: source,
          exportNames: ['payments'],
          added: [],
        })
      },
    ))
})

test.each([
  ['package.json', '{ "type": "module" }', 'src/a.ts', true],
  ['package.json', '{ "type": "commonjs" }', 'src/a.ts', false],
  ['package.json', '{}', 'src/a.ts', false],
  ['src/package.json', '{ "type": "module" }', 'src/deep/a.js', true],
  ['package.json', '{ "type": "module" }', 'src/a.cts', false],
  ['package.json', '{}', 'src/a.mjs', true],
])('with %s of %s, %s is an ES module: %s', (manifest, content, file, expected) =>
  inFolder({ [manifest]: content }, async (root) => {
    expect(await isEsModule(join(root, file))).toBe(expected)
  }),
)
