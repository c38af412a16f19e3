// The TypeScript files of a page as a program: in a folder of its own, each file bundled for Node as SAM and CDK do it.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { onTestFinished } from 'vitest'
import { blocksOf, root } from './documents.ts'

export interface PageProgram {
  readonly folder: string
  /** The bundled file of one that the page shows: `src/handler.ts`. */
  fileOf(source: string): string
  /** Loads a file of the page into this process. */
  load(source: string): Promise<Record<string, unknown>>
}

/** Packages are not bundled, so that all files share one runtime, and this process with them. It ends with the test. */
export async function pageProgram(document: string): Promise<PageProgram> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-docs-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }')
  const sources = blocksOf(document).filter(({ language, file }) => language === 'ts' && file !== undefined)
  for (const { file = '', text } of sources) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  await build({
    absWorkingDir: folder,
    entryPoints: sources.flatMap(({ file }) => file ?? []),
    outdir: folder,
    outbase: '.',
    bundle: true,
    splitting: true, // so that what two files import is one module
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'silent',
  })
  const fileOf = (source: string) => join(folder, source.replace(/\.ts$/, '.js'))
  return { folder, fileOf, load: (source) => import(pathToFileURL(fileOf(source)).href) }
}
