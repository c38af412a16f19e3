import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { syntaxTreeOf } from '../source/syntax-tree.ts'
import type { CallSite } from './declared-secret.ts'
import { declaringCalls } from './declaring-call.ts'
import { sourceFiles } from './source-files.ts'

/** Source files that are looked at; what a larger project declares is found by `declarations` in its configuration. */
const maxFiles = 10_000

/** Folders that hold no declaration of the project's own: packages, what was built, tests. */
const skippedFolders = new Set(['node_modules', 'dist', 'test', 'tests', '__tests__'])
const skippedFiles = /\.(?:test|spec|d)\.[cm]?[jt]sx?$/

/**
 * The declaring calls in a folder's source files and those of the folders below it. Nothing is executed; what does not parse is passed
 * over.
 */
export async function declarationsBelow(root: string): Promise<CallSite[]> {
  const sites: CallSite[] = []
  const folders = [root]
  let looked = 0
  for (const folder of folders) {
    for (const each of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, each.name)
      // a link counts as neither, so there is no way round in a circle
      if (each.isDirectory() && !each.name.startsWith('.') && !skippedFolders.has(each.name)) folders.push(path)
      if (!each.isFile() || !sourceFiles.test(each.name) || skippedFiles.test(each.name)) continue
      if (++looked > maxFiles) return sites
      sites.push(...(await callsIn(path)))
    }
  }
  return sites
}

async function callsIn(file: string): Promise<CallSite[]> {
  const source = await readFile(file, 'utf8')
  const tree = source.includes('sallyport') ? syntaxTreeOf(file, source) : undefined
  return tree === undefined ? [] : declaringCalls(tree).map((call) => ({ file, call }))
}
