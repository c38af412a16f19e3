import type MagicString from 'magic-string'
import type { SyntaxTree } from '../syntax-tree.ts'
import type { WrittenStyle } from '../written-style.ts'
import { existingImport } from './existing-import.ts'
import { importPlace } from './import-place.ts'
import type { ImportedModule } from './imported-module.ts'

/** A name to import, and the name it gets in the file, which differs where the file has its own of that name. */
export interface WantedImport {
  readonly name: string
  readonly local: string
}

/** The file as it is edited. */
export interface EditedFile {
  readonly tree: SyntaxTree
  readonly edited: MagicString
  readonly style: WrittenStyle
}

/** Adds an import of names from a module: to the one there is, else as a line below the others. */
export function addImport(
  { edited, tree, style }: EditedFile,
  module: ImportedModule,
  wanted: readonly WantedImport[],
  endingWhereNoneTells = '',
): void {
  if (wanted.length === 0) return
  const names = wanted.map((each) => written(each, style))
  const existing = existingImport(tree.program, module)
  if (existing !== undefined) {
    edited.appendLeft(existing.lastName.end, `, ${names.join(', ')}`)
    return
  }
  const specifier = module.specifier(style.importEnding ?? endingWhereNoneTells)
  const quoted = `${style.quote}${specifier}${style.quote}`
  const list = `{ ${names.join(', ')} }`
  const line =
    style.modules === 'esm' ? `import ${list} from ${quoted}${style.semicolon}` : `const ${list} = require(${quoted})${style.semicolon}`
  const place = importPlace(tree, style)
  edited.appendLeft(place.at, place.isBelow ? style.lineBreak + line : line + style.lineBreak + (place.isAlone ? style.lineBreak : ''))
}

function written({ name, local }: WantedImport, { modules }: WrittenStyle): string {
  if (name === local) return name
  return modules === 'esm' ? `${name} as ${local}` : `${name}: ${local}`
}
