import { expect, test } from 'vitest'
import { plainFile } from './plain-file.ts'

test('has what the project imports, with what that needs, and no more', async () => {
  const { text, packages } = await plainFile(new Set(['binary', 'onEvent']), new Set(['secretsmanager']))
  expect([...text.matchAll(/^export \w+ (\w+)/gm)].map(([, name]) => name)).toEqual(['Place', 'Secret', 'Handle', 'binary'])
  expect(packages).toEqual(['@aws-sdk/client-secrets-manager'])
  for (const absent of ['client-ssm', 'textIn', 'fetch', './']) expect(text).not.toContain(absent)
})
