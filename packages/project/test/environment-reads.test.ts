import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { environmentReads } from '../src/reach/environment-reads/environment-reads.ts'
import { inFolder } from './project-folder.ts'

function readsIn(files: Readonly<Record<string, string>>, environment: Record<string, string> = {}) {
  return inFolder(files, async (root) => {
    const [found] = await environmentReads([
      { name: 'one', entry: join(root, 'src/handler.ts'), handler: 'handler', root, environment, unknownEnvironment: {} },
    ])
    const at = ({ file, line, column }: { file: string; line: number; column?: number }) =>
      `${relative(root, file)}:${line}${column === undefined ? '' : `:${column}`}`
    return {
      reads: found?.reads.map((each) => `${at(each)} ${each.variable ?? '*'} ${each.how} ${each.within}`),
      inPackages: found?.inPackages.map((each) => `${at(each)} ${each.variable}`),
      open: found?.open,
    }
  })
}

test('tells each read that is left in the bundle, where and how it is written', async () => {
  const { reads, open } = await readsIn({
    'src/config.ts': `export const region = process.env.REGION
export const key = () => process.env.UNUSED
export const { STAGE, TABLE: table } = process.env`,
    'src/handler.ts': `import { region, STAGE } from './config'
export const handler = async () => {
  const a = process.env.KEY!; const b = process.env.KEY ?? 'x'
  return [region, STAGE, a, b]
}
export const other = async () => process.env.OTHER`,
  })
  expect(open).toEqual([])
  expect(reads).toEqual([
    'src/config.ts:1:23 REGION plain module',
    'src/config.ts:3:16 STAGE destructured module',
    'src/config.ts:3:23 TABLE destructured module',
    'src/handler.ts:3:13 KEY plain async function',
    'src/handler.ts:3:41 KEY default async function',
  ])
})

test('finds the read of an environment that another file hands on', async () => {
  const { reads } = await readsIn({
    'src/env.ts': 'export const env = process.env',
    'src/handler.ts': `import { env } from './env'\nexport const handler = async () => env.KEY`,
  })
  expect(reads).toEqual([expect.stringMatching(/^src\/handler\.ts:2:\d+ KEY plain async function$/)])
})

test('says where the environment goes somewhere whole', async () => {
  const { reads } = await readsIn({
    'node_modules/envs/index.js': 'export const cleanEnv = (env) => ({ key: env.KEY })',
    'src/handler.ts': `import { cleanEnv } from 'envs'\nconst env = cleanEnv(process.env)\nexport const handler = async () => env.key`,
  })
  expect(reads).toEqual(['src/handler.ts:2:22 * whole module'])
})

test('tells which of its variables a package names, and leaves its other reads alone', async () => {
  const { reads, inPackages } = await readsIn(
    {
      'node_modules/vendor/index.js': `const readEnv = (name) => globalThis.process?.env?.[name]
export const client = () => [readEnv('VENDOR_KEY'), process.env.VENDOR_URL, process.env.NODE_ENV]`,
      'src/handler.ts': `import { client } from 'vendor'\nexport const handler = async () => client()`,
    },
    { VENDOR_KEY: 'x', VENDOR_URL: 'y', LOG_LEVEL: 'info' },
  )
  expect(reads).toEqual([])
  expect(inPackages).toEqual(['node_modules/vendor/index.js:2 VENDOR_URL', 'node_modules/vendor/index.js:2 VENDOR_KEY'])
})

test('says of a function that does not build that its reads are not known', async () => {
  const { reads, open } = await readsIn({ 'src/handler.ts': `import './gone'\nexport const handler = async () => process.env.KEY` })
  expect([reads, open]).toEqual([[], [expect.objectContaining({ file: 'src/handler.ts', line: 1 })]])
})
