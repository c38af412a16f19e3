import type { ModuleUse } from '../../source/module-uses.ts'
import { type Piece, piecesOf, textIn } from '../../source/pieces.ts'
import type { Program } from '../../source/syntax-tree.ts'
import { throughArguments } from './argument-reads.ts'
import type { OtherRead, SeenRead } from './other-read.ts'
import { readers } from './readers.ts'

/** A read that does not go through `sallyport`, with where it stands in the bundle. */
export interface OtherReadInBundle extends Omit<OtherRead, 'file' | 'line'> {
  readonly offset: number
}

/** What a bundle reads by other libraries. It is looked at, never executed. */
export function otherReadsIn(
  program: Program,
  uses: readonly ModuleUse[],
  environment: Readonly<Record<string, string>>,
): OtherReadInBundle[] {
  return readers.flatMap(({ by, modules, reads }) => {
    const own = uses.filter(({ specifier }) => modules.test(specifier))
    return reads(own, program)
      .flatMap((read) => throughArguments(read, program))
      .map((read) => ({ by, service: read.service, action: read.action, ...nameOf(read, environment), offset: read.offset }))
  })
}

function nameOf(
  { name, reason }: SeenRead,
  environment: Readonly<Record<string, string>>,
): Pick<OtherRead, 'name' | 'variable' | 'pattern' | 'reason'> {
  const pieces = name === undefined ? [] : 'node' in name ? piecesOf(name.node, name.scope) : name
  if (pieces.length === 0 || pieces.includes('unknown'))
    return { name: undefined, variable: undefined, pattern: undefined, reason: reason ?? 'its name is not written out' }
  const values = pieces.map((each) => knownValue(each, environment))
  const [only] = pieces
  const variable = pieces.length === 1 && only !== undefined && only !== 'unknown' && 'variable' in only ? only.variable : undefined
  const isWritten = textIn(pieces) !== undefined
  const known = values.every((value) => value !== undefined) ? values.join('') : undefined
  return {
    name: known,
    variable,
    pattern: isWritten || variable !== undefined ? undefined : pieces.map(inPattern).join(''),
    reason: known === undefined ? 'an environment variable in its name is not known' : undefined,
  }
}

function knownValue(piece: Piece, environment: Readonly<Record<string, string>>): string | undefined {
  if (piece === 'unknown') return undefined
  if ('text' in piece) return piece.text
  return (Object.hasOwn(environment, piece.variable) ? environment[piece.variable] : undefined) ?? piece.otherwise
}

function inPattern(piece: Piece): string {
  if (piece === 'unknown') return ''
  return 'text' in piece ? piece.text : `\${${piece.variable}}`
}
