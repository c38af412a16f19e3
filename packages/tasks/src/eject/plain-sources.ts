import { readFile } from 'node:fs/promises'

/** The plain code lies in the package as it was written, in TypeScript: seen from `src` and from `dist` alike. */
const folder = new URL('../../src/eject/plain/', import.meta.url)

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

/** @param file from the folder of the plain code, such as `kinds/text.ts` */
export async function plainSource(file: string): Promise<PlainSource> {
  const text = await readFile(new URL(file, folder), 'utf8')
  const imports = [...text.matchAll(/^import [^']*'([^']+)'\n/gm)].map(([statement, module = '']) => ({ module, statement }))
  const isOwn = ({ module }: { module: string }) => module.startsWith('.')
  return {
    files: imports.filter(isOwn).map(({ module }) => fileOf(module, file)),
    imports: imports.filter((each) => !isOwn(each)),
    code: imports.reduce((rest, { statement }) => rest.replace(statement, ''), text).trim(),
  }
}

/** The file of the plain code that has each name which a project can import. */
export async function plainFileByName(): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(new URL(door, folder), 'utf8')
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
  return new URL(module, new URL(importer, folder)).href.slice(folder.href.length)
}
