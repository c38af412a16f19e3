import MagicString from 'magic-string'
import { addImport, type WantedImport } from '../../source/imports/added-import.ts'
import { existingImport } from '../../source/imports/existing-import.ts'
import { packageModule } from '../../source/imports/imported-module.ts'
import { type SyntaxTree, syntaxTreeOf } from '../../source/syntax-tree.ts'
import { freeName, takenNames } from '../../source/taken-names.ts'
import { type WrittenStyle, writtenStyle } from '../../source/written-style.ts'
import { type DeclaringCall, declaringCalls } from '../declaring-call.ts'
import { isKind } from '../kinds.ts'
import { declaringText, type PlaceToDeclare, type SecretToDeclare } from './declaring-text.ts'

/** A declaration with secrets added to it. */
export interface AddedToDeclaration {
  readonly text: string
  /** Under which name each of the secrets is exported now, in their order. */
  readonly exportNames: readonly string[]
  /** Those of them that were not declared before. */
  readonly added: readonly string[]
}

const header = '// Each export is one secret: what it is, where it lives, where it may go.\n'

/**
 * The text of a new declaration.
 * @param options.format `cjs` for a `.cjs` file, or a `.js` file in a package without `"type": "module"`; default: `esm`
 * @example
 * declarationFor([{ exportName: 'stripe', kind: 'apiKey', place: { service: 'secretsmanager', name: '{stage}/stripe' }, options: { hosts: ['api.stripe.com'] } }])
 */
export function declarationFor(secrets: readonly SecretToDeclare[], { format = 'esm' }: { format?: 'esm' | 'cjs' } = {}): string {
  const empty = syntaxTreeOf('secrets.ts', '')
  if (empty === undefined) throw new Error('an empty file does not parse')
  return header + withSecrets(empty, secrets, { ...writtenStyle(empty, true), modules: format }).text
}

/**
 * The text of a declaration with more secrets in it, written as the file is. A secret that the file declares already, by kind, place and
 * field, is not declared again; a name that the file has for something else gets another: `exportNames` says which.
 * @returns `undefined` when `source` does not parse
 */
export function addToDeclaration(file: string, source: string, secrets: readonly SecretToDeclare[]): AddedToDeclaration | undefined {
  const tree = syntaxTreeOf(file, source)
  return tree && withSecrets(tree, secrets, writtenStyle(tree, true))
}

function withSecrets(tree: SyntaxTree, secrets: readonly SecretToDeclare[], style: WrittenStyle): AddedToDeclaration {
  const edited = new MagicString(tree.source)
  const taken = new Set(takenNames(tree.program))
  const declared = new Map(
    declaringCalls(tree).flatMap(({ exportName, ...call }) => (exportName === undefined ? [] : [[keyOf(call), exportName]])),
  )
  const added: SecretToDeclare[] = []
  const exportNames = secrets.map((secret) => {
    const key = keyOf({ ...secret, options: { field: secret.field } })
    const exportName = declared.get(key) ?? freeName(secret.exportName, taken)
    if (declared.has(key)) return exportName
    declared.set(key, exportName)
    taken.add(exportName)
    added.push({ ...secret, exportName })
    return exportName
  })
  const localKinds = kindNames(tree, added, taken)
  addImport(
    { tree, edited, style },
    packageModule('sallyport'),
    [...localKinds.values()].flatMap(({ wanted }) => wanted ?? []),
  )
  // where a file exports one object, `exports` is no longer what is exported
  const exports = /\bmodule\.exports\s*=/.test(tree.source) ? 'module.exports' : 'exports'
  const lines = added.map((secret) => {
    const { exportName, kind } = secret
    const start = style.modules === 'esm' ? `export const ${exportName}` : `${exports}.${exportName}`
    return `${start} = ${declaringText(secret, style.quote, localKinds.get(kind)?.local)}${style.semicolon}${style.lineBreak}`
  })
  if (lines.length > 0) edited.append((tree.source === '' || tree.source.endsWith('\n') ? '' : style.lineBreak) + lines.join(''))
  return { text: edited.toString(), exportNames, added: added.map(({ exportName }) => exportName) }
}

/** What makes a secret another one than the next; options that only say how it is used do not. */
function keyOf({
  kind,
  place,
  options,
}: {
  kind: string
  place: DeclaringCall['place'] | PlaceToDeclare
  options: Record<string, unknown>
}): string {
  const { service, name, variable } = { name: undefined, variable: undefined, service: undefined, ...place }
  return JSON.stringify([kind, service, variable ?? null, variable === undefined ? name : null, options['field'] ?? null])
}

interface LocalKind {
  readonly local: string
  readonly wanted?: WantedImport
}

/** What each kind is called in the file, and what has to be imported for it. */
function kindNames(tree: SyntaxTree, secrets: readonly SecretToDeclare[], taken: ReadonlySet<string>): ReadonlyMap<string, LocalKind> {
  const imported = new Map(existingImport(tree.program, packageModule('sallyport'))?.names)
  const kinds = [...new Set(secrets.map(({ kind }) => kind))].sort()
  return new Map(
    kinds.map((kind) => {
      if (!isKind(kind)) throw new Error(`${kind} is no kind of sallyport`)
      const there = imported.get(kind)
      const local = there ?? freeName(kind, taken)
      return [kind, { local, ...(there === undefined && { wanted: { name: kind, local } }) }]
    }),
  )
}
