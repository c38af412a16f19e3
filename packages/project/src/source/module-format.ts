import { readFile } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { syntaxTreeOf } from './syntax-tree.ts'
import { modulesOf } from './written-style.ts'

export type ModuleFormat = 'esm' | 'cjs'

/** Which modules a file has: by its name, else by what is written in it, as bundlers and Node do, else by its package. */
export async function moduleFormatOf(file: string): Promise<ModuleFormat> {
  const tree = /^\.[cm]/.test(extname(file)) ? undefined : syntaxTreeOf(file, await readFile(file, 'utf8'))
  return (tree && modulesOf(tree)) ?? ((await isEsModule(file)) ? 'esm' : 'cjs')
}

/** Whether Node takes a file for an ES module. Source: Node.js documentation, "Modules: Packages" (Determining module system). */
export async function isEsModule(file: string): Promise<boolean> {
  const [, kind] = /^\.([cm])/.exec(extname(file)) ?? []
  if (kind !== undefined) return kind === 'm'
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    const type = await typeOfPackage(join(folder, 'package.json'))
    if (type !== undefined || folder === dirname(folder)) return type === 'module'
  }
}

/** The `type` that a package.json gives, `commonjs` where it gives none; `undefined` where there is no such file. */
async function typeOfPackage(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(() => undefined) // no package here
  if (text === undefined) return undefined
  const [, type] = /"type"\s*:\s*"(\w+)"/.exec(text) ?? []
  return type ?? 'commonjs'
}
