import { readFile } from 'node:fs/promises'
import type { ModuleImport, Project } from '@sallyport/project'
import { declaringFiles } from '../place/declaring-files.ts'

/** A file of a project that may import `sallyport`. */
export interface ImportingFile {
  /** Absolute. */
  readonly file: string
  readonly text: string
  /** Of whatever module; `undefined` where it does not parse. */
  readonly imports: readonly ModuleImport[] | undefined
}

/** The project's files that import `sallyport`, and those that name it and do not parse. */
export async function importingFiles(project: Project): Promise<ImportingFile[]> {
  const { moduleImports } = await import('@sallyport/project')
  const files = await declaringFiles({ ...project, declarations: [] }) // all of them, not only those that declare
  const read = files.map(async (file): Promise<ImportingFile> => {
    const text = await readFile(file, 'utf8')
    return { file, text, imports: moduleImports(file, text) }
  })
  return (await Promise.all(read)).filter((each) => each.imports === undefined || importsOfSallyport(each).length > 0)
}

/** Those of `sallyport` itself, and of its doors such as `sallyport/testing`. */
export function importsOfSallyport({ imports = [] }: ImportingFile): ModuleImport[] {
  return imports.filter(({ specifier }) => specifier === 'sallyport' || specifier.startsWith('sallyport/'))
}
