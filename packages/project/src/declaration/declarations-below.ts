import { readFile } from 'node:fs/promises'
import { syntaxTreeOf } from '../source/syntax-tree.ts'
import type { CallSite } from './declared-secret.ts'
import { declaringCalls } from './declaring-call.ts'
import { declaringFiles } from './declaring-files.ts'

/**
 * The declaring calls in a folder's source files and those of the folders below it. Nothing is executed; what does not parse is passed
 * over.
 */
export async function declarationsBelow(root: string): Promise<CallSite[]> {
  const sites: CallSite[] = []
  for (const file of await declaringFiles(root)) {
    const tree = syntaxTreeOf(file, await readFile(file, 'utf8'))
    if (tree !== undefined) sites.push(...declaringCalls(tree).map((call) => ({ file, call })))
  }
  return sites
}
