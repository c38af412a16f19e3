import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { npm } from '../../../../examples/demo/npm.ts'

const packageFolder = join(import.meta.dirname, '..', '..')

/** A project apart from this repository with the package as npm packs and installs it, and with `files`. */
export async function packedProject(files: Readonly<Record<string, string>>): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'sallyport-bundlers-')))
  await write(folder, { 'package.json': '{ "name": "checkout", "version": "1.0.0", "private": true, "type": "module" }', ...files })
  const packed = await npm(folder, 'pack', '--silent', '--ignore-scripts', packageFolder)
  await npm(folder, 'install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', `./${packed.trim()}`)
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
