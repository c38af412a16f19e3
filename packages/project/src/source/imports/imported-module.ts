import { dirname, extname, relative, resolve, sep } from 'node:path'

/** A module as one file imports it. */
export interface ImportedModule {
  /** Whether an import of this text is one of the module. */
  isNamedBy(specifier: string): boolean
  /** What to import it by, where relative imports end so. */
  specifier(ending: string): string
}

export function packageModule(name: string): ImportedModule {
  return { isNamedBy: (specifier) => specifier === name, specifier: () => name }
}

/** A file as another imports it; both by their absolute paths. */
export function fileModule(importer: string, file: string): ImportedModule {
  return {
    isNamedBy: (specifier) => specifier.startsWith('.') && withoutEnding(resolve(dirname(importer), specifier)) === withoutEnding(file),
    specifier: (ending) => specifierFrom(importer, file, ending),
  }
}

function withoutEnding(path: string): string {
  return path.replace(/\.[cm]?[jt]sx?$/, '')
}

function specifierFrom(path: string, from: string, ending: string): string {
  const there = relative(dirname(path), from).split(sep).join('/')
  const plain = there.slice(0, there.length - extname(there).length)
  return (plain.startsWith('../') ? '' : './') + plain + endingOf(from, ending)
}

/** `.mts` and `.cts` are imported as `.mjs` and `.cjs`, whatever the style; JavaScript has no other name than its own. */
function endingOf(from: string, ending: string): string {
  const own = extname(from)
  if (/^\.[cm]/.test(own)) return ending.endsWith('ts') ? own : own.replace('ts', 'js')
  return ending === '' ? '' : /^\.[cm]?tsx?$/.test(ending) ? own : own.replace('ts', 'js').replace(/x$/, '')
}
