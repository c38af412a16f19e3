import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Files and folders that are looked at, for a project that is mostly something else. */
const maxEntries = 100_000

/** Folders that hold no source of a function: packages, what was built, tests. */
const skippedFolders = new Set(['node_modules', 'cdk.out', 'dist', 'build', 'out', 'coverage', 'test', 'tests', '__tests__'])
const sourceFile = /\.[cm]?[jt]sx?$/
const skippedFile = /\.(?:test|spec|d)\.[cm]?[jt]sx?$/

/**
 * The files of a project that a person writes: JavaScript and TypeScript, and no test.
 * @param notIn absolute folders that are left out, as what `cdk synth` writes
 * @param most files and folders that are looked at, in all
 */
export async function* sourceFilesBelow(root: string, notIn: ReadonlySet<string>, most = maxEntries): AsyncGenerator<string, void> {
  const folders = [root]
  let entries = 0
  for (const folder of folders) {
    const inFolder = await entriesOf(folder)
    const names = new Set(inFolder.map(({ name }) => name))
    for (const each of inFolder) {
      if (++entries > most) return
      const path = join(folder, each.name)
      // a link counts as neither, so there is no way round in a circle
      if (each.isDirectory() && !each.name.startsWith('.') && !skippedFolders.has(each.name) && !notIn.has(path)) folders.push(path)
      if (each.isFile() && sourceFile.test(each.name) && !skippedFile.test(each.name) && !isCompiled(each.name, names)) yield path
    }
  }
}

/** What the user may not read is no source of theirs: a home folder and a folder for all have such. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM')) return []
    throw error
  }
}

/** What the TypeScript compiler writes beside its source. */
function isCompiled(name: string, beside: ReadonlySet<string>): boolean {
  const [, stem, mark = ''] = /^(.+)\.([cm]?)jsx?$/.exec(name) ?? []
  return stem !== undefined && [`${stem}.${mark}ts`, `${stem}.${mark}tsx`].some((each) => beside.has(each))
}
