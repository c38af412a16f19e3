import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

/** Source files that are looked into; what a larger project declares is found by `declarations` in its configuration. */
const maxFiles = 10_000

/** Entries of folders that are looked at, for a folder that is mostly something else. */
const maxEntries = 100_000

/** Folders that hold no declaration of the project's own: packages, what was built, tests. */
const skippedFolders = new Set(['node_modules', 'dist', 'test', 'tests', '__tests__', 'cdk.out'])
const skippedFiles = /\.(?:test|spec|d)\.[cm]?[jt]sx?$/

/** The source files in a folder and those below it that name `sallyport`, and so may declare secrets. Nothing is executed. */
export async function declaringFiles(root: string): Promise<string[]> {
  const found: string[] = []
  const folders = [root]
  let entries = 0
  let files = 0
  for (const folder of folders) {
    for (const each of await readdir(folder, { withFileTypes: true })) {
      if (++entries > maxEntries) return found
      const path = join(folder, each.name)
      // a link counts as neither, so there is no way round in a circle
      if (each.isDirectory() && !each.name.startsWith('.') && !skippedFolders.has(each.name)) folders.push(path)
      if (!each.isFile() || !sourceFiles.test(each.name) || skippedFiles.test(each.name)) continue
      if (++files > maxFiles) return found
      if ((await readFile(path, 'utf8')).includes('sallyport')) found.push(path)
    }
  }
  return found
}
