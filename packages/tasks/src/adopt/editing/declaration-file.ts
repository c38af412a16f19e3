import { basename, dirname, join, relative } from 'node:path'
import type { ModuleFormat, Project } from '@sallyport/project'
import { declaringFiles } from '../../place/declaring-files.ts'

/** The declaration that a source file imports from, there already or not. */
export interface DeclarationFile {
  /** Absolute. */
  readonly file: string
  readonly format: ModuleFormat
}

/**
 * Finds for each source file the declaration it imports from. JavaScript may run as it is, so that its declaration is JavaScript too; and
 * what is deployed with a function is what lies beside its code.
 */
export async function declarationFiles(project: Project, sources: readonly string[]): Promise<(source: string) => DeclarationFile> {
  const declaring = await declaringFiles(project)
  const found = await Promise.all(sources.map(async (source) => [source, await declarationFor(source, declaring, project)] as const))
  const bySource = new Map(found)
  return (source) => {
    const file = bySource.get(source)
    if (file === undefined) throw new Error(`no declaration for ${source}`)
    return file
  }
}

async function declarationFor(source: string, declaring: readonly string[], project: Project): Promise<DeclarationFile> {
  const { moduleFormatOf } = await import('@sallyport/project')
  const isTyped = isTypeScript(source)
  const there = declaring.find((file) => isTypeScript(file) === isTyped && mayImport(source, file) && isDeclaration(file, project))
  const format = isTyped ? 'esm' : await moduleFormatOf(there ?? source)
  const file = there ?? join(sourceFolder(source, project.root), isTyped ? 'secrets.ts' : format === 'cjs' ? 'secrets.cjs' : 'secrets.mjs')
  return { file, format }
}

function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file)
}

function isDeclaration(file: string, { declarations }: Project): boolean {
  return declarations.includes(file) || /^secrets\.[cm]?[jt]s$/.test(basename(file))
}

/** Beside the source, or in a folder above it. */
function mayImport(source: string, declaration: string): boolean {
  return !relative(dirname(declaration), source).startsWith('..')
}

/** The nearest folder `src` around a source file; without one its own. */
function sourceFolder(source: string, root: string): string {
  for (let folder = dirname(source); folder !== root && folder !== dirname(folder); folder = dirname(folder))
    if (basename(folder) === 'src') return folder
  return dirname(source)
}
