import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'
import { onTestFinished } from 'vitest'

/** The package's sources as one ES module and one CommonJS file, as they are published, in a folder that ends with the test. */
export async function built() {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-built-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const [esm, cjs] = [join(folder, 'index.mjs'), join(folder, 'index.cjs')]
  const input = fileURLToPath(new URL('../src/index.ts', import.meta.url))
  for (const [file, format] of [
    [esm, 'esm'],
    [cjs, 'cjs'],
  ] as const) {
    await build({ input, platform: 'node', output: { file, format }, logLevel: 'silent' })
  }
  return { folder, esm, cjs }
}
