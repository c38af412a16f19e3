import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Project } from '@sallyport/project'

/** Entries of folders that are looked at; what a larger project declares is found by `declarations` in its configuration. */
const maxEntries = 5000

const skippedFolders = new Set(['node_modules', 'dist', 'test', 'tests', '__tests__', 'cdk.out'])
const sourceFile = /(?<!\.(?:test|spec|d))\.[cm]?[jt]s$/

/**
 * Files of a project that may declare secrets: those of its configuration, otherwise the source files that name `sallyport`. A folder that
 * is no project, such as a home directory, is not searched.
 */
export async function declaringFiles({ root, configurationFile, declarations }: Project): Promise<readonly string[]> {
  if (declarations.length > 0) return declarations
  if (configurationFile === undefined && !existsSync(join(root, 'package.json'))) return []
  const found: string[] = []
  const folders = [root]
  let looked = 0
  for (const folder of folders) {
    for (const each of await readdir(folder, { withFileTypes: true })) {
      if (++looked > maxEntries) return found
      const path = join(folder, each.name)
      // a link counts as neither, so that there is no way round in a circle
      if (each.isDirectory() && !each.name.startsWith('.') && !skippedFolders.has(each.name)) folders.push(path)
      if (each.isFile() && sourceFile.test(each.name) && (await readFile(path, 'utf8')).includes('sallyport')) found.push(path)
    }
  }
  return found
}
