import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { plainFile } from './plain-file.ts'

test('has what the project imports, with what that needs, and no more', async () => {
  const { text, packages } = await plainFile(new Set(['binary', 'onEvent']), new Set(['secretsmanager']), 'typescript')
  expect([...text.matchAll(/^export \w+ (\w+)/gm)].map(([, name]) => name)).toEqual(['Place', 'Secret', 'Handle', 'binary'])
  expect(packages).toEqual(['@aws-sdk/client-secrets-manager'])
  for (const absent of ['client-ssm', 'textIn', 'fetch', './']) expect(text).not.toContain(absent)
})

const bothServices = new Set(['secretsmanager', 'ssm'] as const)
const names = ['apiKey', 'binary', 'json', 'load', 'login', 'Secret', 'text', 'withSecrets']

test.each([
  ['esm', '.mjs'],
  ['cjs', '.cjs'],
] as const)('in JavaScript (%s) it exports the same, and has no types', async (language, ending) => {
  const { text, packages } = await plainFile(new Set([...names, 'Handle', 'Place']), bothServices, language)
  expect(packages).toEqual(['@aws-sdk/client-secrets-manager', '@aws-sdk/client-ssm'])
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-plain-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await symlink(fileURLToPath(new URL('../../../../node_modules', import.meta.url)), join(folder, 'node_modules'), 'junction')
  await writeFile(join(folder, `plain${ending}`), text)
  const { default: _, 'module.exports': __, ...exported } = await import(pathToFileURL(join(folder, `plain${ending}`)).href)
  expect(Object.keys(exported).sort()).toEqual([...names].sort())
})
