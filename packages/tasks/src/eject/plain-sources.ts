import { readFile } from 'node:fs/promises'
import type { PlainLanguage } from './plain-language.ts'

/** The plain code lies in the package as it was written, in TypeScript: seen from `src` and from `dist` alike. */
const written = new URL('../../src/eject/plain/', import.meta.url)

/** The same in JavaScript, as the compiler made it of that. */
const compiled = new URL('../../dist/eject/plain/', import.meta.url)

/** The file that names what a project can import of the plain code. */
const door = 'plain-secrets.ts'

/** A file of the plain code, taken apart. */
export interface PlainSource {
  /** Files of the plain code that it imports, from the folder of the plain code. */
  readonly files: readonly string[]
  /** Its imports of packages, as they are written. */
  readonly imports: readonly { readonly module: string; readonly statement: string }[]
  /** Everything below the imports. */
  readonly code: string
}

/** @param file from the folder of the plain code, in whatever language by the name that it was written under: `kinds/text.ts` */
export async function plainSource(file: string, language: PlainLanguage): Promise<PlainSource> {
  const text = await (language === 'typescript' ? readFile(new URL(file, written), 'utf8') : compiledSource(file))
  const imports = [...text.matchAll(/^import [^'"]*['"]([^'"]+)['"];?\n/gm)].map(([statement, module = '']) => ({ module, statement }))
  const isOwn = ({ module }: { module: string }) => module.startsWith('.')
  return {
    files: imports.filter(isOwn).map(({ module }) => fileOf(module.replace(/\.js$/, '.ts'), file)),
    imports: imports.filter((each) => !isOwn(each)),
    code: imports.reduce((rest, { statement }) => rest.replace(statement, ''), text).trim(),
  }
}

async function compiledSource(file: string): Promise<string> {
  const text = await readFile(new URL(file.replace(/\.ts$/, '.js'), compiled), 'utf8')
  return text.replace(/^(?: {4})+/gm, (indent) => ' '.repeat(indent.length / 2)) // as the compiler indents
}

/** The file of the plain code that has each name which a project can import. */
export async function plainFileByName(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(new URL(door, written), 'utf8')
  const lines = [...text.matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)'\n/gm)]
  return new Map(lines.flatMap(([, names = '', module = '']) => namesIn(names).map((name) => [name, fileOf(module, door)] as const)))
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((each) => each.trim().replace(/^type /, ''))
    .filter((each) => each !== '')
}

function fileOf(module: string, importer: string): string {
  return new URL(module, new URL(importer, written)).href.slice(written.href.length)
}
