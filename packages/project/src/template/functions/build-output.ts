import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative } from 'node:path'
import { outputFoldersIn } from './output-folders.ts'

/** Files and folders that are looked at for a source, for a project that is mostly something else. */
const maxEntries = 100_000

/** Whether a compiler wrote a JavaScript file, so that a change in it would be gone with the next build. */
export function isBuildOutput(file: string, root: string): boolean {
  const folders = foldersUpTo(root, dirname(file))
  if (folders.flatMap(outputFoldersIn).some((folder) => isInside(folder, file))) return true
  // what TypeScript writes into a module of CommonJS; a person may have written it too, where there is no source of that name
  const isMarked = /\bObject\.defineProperty\(exports, ["']__esModule["']/.test(readFileSync(file, 'utf8'))
  return isMarked && hasSource(root, basename(file).replace(/js$/, 'ts'))
}

function foldersUpTo(root: string, folder: string): string[] {
  return folder === root || dirname(folder) === folder ? [folder] : [folder, ...foldersUpTo(root, dirname(folder))]
}

function isInside(folder: string, file: string): boolean {
  const path = relative(folder, file)
  return !path.startsWith('..') && !isAbsolute(path)
}

function hasSource(root: string, name: string): boolean {
  const folders = [root]
  let entries = 0
  for (const folder of folders) {
    for (const each of readdirSync(folder, { withFileTypes: true })) {
      if (++entries > maxEntries) return false
      if (each.isFile() && (each.name === name || each.name === `${name}x`)) return true
      if (each.isDirectory() && !each.name.startsWith('.') && each.name !== 'node_modules') folders.push(join(folder, each.name))
    }
  }
  return false
}
