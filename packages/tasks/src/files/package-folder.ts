import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { shellWord } from '../shell-word.ts'

/** The nearest folder upward that has a package.json, at most the project's own: `sam init` gives each function one. */
export async function packageFolder(file: string, root: string): Promise<string> {
  for (let folder = dirname(file); folder !== root && folder !== dirname(folder); folder = dirname(folder)) {
    if ((await manifestIn(folder)) !== undefined) return folder
  }
  return root
}

/** What the package.json of a folder says, whatever that is; nothing where there is none, or one that npm itself will complain about. */
export async function packageIn(folder: string): Promise<Readonly<Record<string, unknown>>> {
  return parsedPackage((await manifestIn(folder)) ?? '')
}

export function parsedPackage(manifest: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(manifest)) as Record<string, unknown> // its members are not known
  } catch {
    return {}
  }
}

async function manifestIn(folder: string): Promise<string | undefined> {
  return readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined) // no package here
}

/** A line to type in a folder of the project. */
export function inFolder(folder: string, root: string, line: string): string {
  return folder === root ? line : `(cd ${shellWord(relative(root, folder))} && ${line})`
}
