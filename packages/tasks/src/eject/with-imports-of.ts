import { dirname, extname, relative } from 'node:path'
import { type ImportingFile, importsOfSallyport } from './importing-files.ts'

/**
 * A file's text with its imports of `sallyport` going to `plain`. Everything else stays, byte for byte.
 * @param all the project's files that are changed, whose other imports show how imports are written there
 */
export function withImportsOf(plain: string, importing: ImportingFile, all: readonly ImportingFile[] = []): string {
  const { text } = importing
  const to = specifierTo(plain, importing.file, [importing, ...all])
  let [changed, at] = ['', 0]
  for (const { start, end, specifier } of importsOfSallyport(importing)) {
    changed += text.slice(at, start) + (specifier === 'sallyport' ? to : specifier)
    at = end
  }
  return changed + text.slice(at)
}

/** Written as other imports are, the file's own before those of others: with `.js`, with `.ts` or with neither. JavaScript by its own name. */
function specifierTo(plain: string, file: string, alike: readonly ImportingFile[]): string {
  const path = relative(dirname(file), plain).replaceAll('\\', '/')
  const other = alike.flatMap(({ imports = [] }) => imports).find(({ specifier }) => /^\.{1,2}\//.test(specifier))
  const from = path.startsWith('.') ? path : `./${path}`
  const own = extname(from)
  const ending = other === undefined ? '.js' : (/\.[cm]?[jt]s$/.exec(other.specifier)?.[0] ?? '')
  if (own.endsWith('js') || ending.endsWith('ts')) return from
  return `${from.slice(0, -own.length)}${ending === '' && own === '.ts' ? '' : own.replace('ts', 'js')}`
}
