import { readFileSync } from 'node:fs'
import { basename, dirname, extname, join, relative } from 'node:path'
import type { Project } from '@sallyport/project'
import { declaringFiles } from '../../place/declaring-files.ts'

/** The declaration that a source file imports from, there already or not. */
export interface DeclarationFile {
  /** Absolute. */
  readonly file: string
  readonly format: 'esm' | 'cjs'
}

/**
 * Finds for each source file the declaration it imports from. JavaScript may run as it is, so that its declaration is JavaScript too; and
 * what is deployed with a function is what lies beside its code.
 */
export async function declarationFiles(project: Project): Promise<(source: string) => DeclarationFile> {
  const declaring = await declaringFiles(project)
  return (source) => {
    const isTyped = isTypeScript(source)
    const there = declaring.find((file) => isTypeScript(file) === isTyped && mayImport(source, file) && isDeclaration(file, project))
    if (there !== undefined) return { file: there, format: isTyped || !isCommonJs(there) ? 'esm' : 'cjs' }
    const folder = sourceFolder(source, project.root)
    if (isTyped) return { file: join(folder, 'secrets.ts'), format: 'esm' }
    return isCommonJs(source) ? { file: join(folder, 'secrets.cjs'), format: 'cjs' } : { file: join(folder, 'secrets.mjs'), format: 'esm' }
  }
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

/** Source: Node.js documentation, "Modules: Packages" (Determining module system); a bundler looks at the file itself as well. */
function isCommonJs(file: string): boolean {
  if (extname(file) === '.cjs') return true
  if (extname(file) === '.mjs') return false
  return !/^(?:import|export)\b/m.test(readFileSync(file, 'utf8'))
}
