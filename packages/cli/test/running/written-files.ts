import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runtime = fileURLToPath(new URL('../../../sallyport', import.meta.url))

/** Writes files into a project, by their paths from its folder, and the folders that they need. */
export function writeFiles(cwd: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, path)), { recursive: true })
    writeFileSync(join(cwd, path), text)
  }
}

/** The runtime among a project's packages, as npm links one of its workspace. */
export function linkRuntime(cwd: string): void {
  mkdirSync(join(cwd, 'node_modules'), { recursive: true })
  symlinkSync(runtime, join(cwd, 'node_modules/sallyport'), 'junction')
}
