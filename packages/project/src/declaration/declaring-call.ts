import { literalOf } from '../source/literal.ts'
import { type ModuleUse, usesIn } from '../source/module-uses.ts'
import { lineAt, type Node, type SyntaxTree } from '../source/syntax-tree.ts'
import { exportNameOf, exportNamesIn } from './export-name.ts'
import { isKind, isSallyport } from './kinds.ts'
import { optionsOf, type Place, type PlaceInVariable, placeOf } from './place.ts'

/** A call that declares a secret, as it stands in a file. */
export interface DeclaringCall {
  readonly kind: string
  readonly call: Node & { type: 'CallExpression' }
  /** `undefined` when the name is computed */
  readonly place: Place | PlaceInVariable | undefined
  readonly options: Record<string, unknown>
  /** Under which name the file exports it, `secrets.stripe` inside an object; `undefined` for a local one. */
  readonly exportName: string | undefined
  readonly line: number
  /** The nodes around the call, outermost first. */
  readonly around: readonly Node[]
}

/** The calls in a file that declare a secret, in the order of the source. Nothing is executed. */
export function declaringCalls(tree: SyntaxTree): DeclaringCall[] {
  const exportNames = exportNamesIn(tree.program)
  const { modules } = usesIn(tree.program)
  // `batch` is an export of the runtime, given as the option of its name.
  const batches = modules.filter((use) => isSallyport(use.specifier) && use.member === 'batch')
  return modules
    .filter((use): use is ModuleUse & { node: DeclaringCall['call'] } => isSallyport(use.specifier) && use.isCall && isKind(use.member))
    .map(({ node, member, scope, around }) => {
      const written = node.arguments.map((argument) => (argument.type === 'SpreadElement' ? undefined : literalOf(argument, scope)))
      return {
        kind: member,
        call: node,
        place: placeOf(written[0]),
        options: { ...optionsOf(written), ...(batches.some((use) => use.around.includes(node)) && { batch: true }) },
        exportName: exportNameOf(node, around, exportNames),
        line: lineAt(tree.source, node.start),
        around,
      }
    })
    .sort((left, right) => left.call.start - right.call.start)
}
