import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const sourceOf = {
  'empty process': 'nothing',
  'by hand': 'by-hand',
  sallyport: 'sallyport',
  'AWS SDK v3': 'aws-sdk',
} as const

export type Reader = keyof typeof sourceOf

export const readers = Object.keys(sourceOf) as Reader[] // the keys of the table above

/** Bundles each reader as SAM and CDK do by default: one CommonJS file, minified. */
export async function bundleReaders() {
  const folder = await mkdtemp(join(tmpdir(), 'sallyport-bench-'))
  const fileOf = (reader: Reader) => join(folder, `${sourceOf[reader]}.cjs`)
  for (const reader of readers) {
    await build({
      entryPoints: [fileURLToPath(new URL(`../../readers/${sourceOf[reader]}.ts`, import.meta.url))],
      outfile: fileOf(reader),
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      mainFields: ['module', 'main'],
    })
  }
  return { fileOf, remove: () => rm(folder, { recursive: true }) }
}
