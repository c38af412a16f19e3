import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Project } from '@sallyport/project'
import { isProject } from '../place/declaring-files.ts'
import { sourceFilesBelow } from '../place/source-files-below.ts'

/** Files and folders that are looked at in a folder that is no project: it may be a home directory. */
const mostOutside = 2000

/** The files, sorted, that export a `handler`, by `export` or CommonJS: `grant` and `invoke` take a function by its file. */
export async function entryFiles(project: Project): Promise<string[]> {
  const found: string[] = []
  for await (const file of sourceFilesOf(project)) if (/\bexports?\b[^;\n]*\bhandler\b/.test(await readFile(file, 'utf8'))) found.push(file)
  return found.sort()
}

/** The source files in which a function of the project may be; what `cdk synth` wrote is none. */
export function sourceFilesOf(project: Project): AsyncGenerator<string, void> {
  const synthesized = new Set((project.templates ?? []).flatMap(({ cdkApp, file }) => (cdkApp === undefined ? [] : dirname(file))))
  return sourceFilesBelow(project.root, synthesized, isProject(project) ? undefined : mostOutside)
}
