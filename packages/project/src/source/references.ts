import { assignedNames } from './assigned-names.ts'
import { type Scope, scopeWithin } from './scope.ts'
import { childrenOf, type Node, type Program } from './syntax-tree.ts'

/** A name where it stands in a file. */
export interface NameInPlace {
  readonly node: Node & { type: 'Identifier' }
  readonly scope: Scope | undefined
  /** The nodes around `node`, outermost first; only for as long as `visit` runs. */
  readonly around: readonly Node[]
}

/** Visits every name in a file that refers to a variable or declares one. */
export function forEachName(program: Program, visit: (name: NameInPlace) => void): void {
  const assigned = assignedNames(program)
  const around: Node[] = []
  const walk = (node: Node, outer: Scope | undefined): void => {
    if (isTypeOnly(node)) return
    const scope = scopeWithin(node, outer, assigned)
    if (node.type === 'Identifier') visit({ node, scope, around })
    around.push(node)
    for (const child of referencesIn(node)) walk(child, scope)
    around.pop()
  }
  walk(program, undefined)
}

const expressionTypes = new Set<Node['type']>([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSParameterProperty',
  'TSExportAssignment',
])

/** Whether a node is gone when types are: nothing below it runs. */
export function isTypeOnly(node: Node): boolean {
  return node.type === 'ImportDeclaration' || (node.type.startsWith('TS') && !expressionTypes.has(node.type))
}

/** The children that may refer to something: not property names, labels or the names a declaration gives. */
export function referencesIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'MemberExpression':
      return node.computed ? [node.object, node.property] : [node.object]
    case 'Property':
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
      return childrenOf(node).filter((child) => child !== node.key || node.computed)
    case 'LabeledStatement':
      return [node.body]
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return []
    case 'ExportSpecifier':
      return node.exportKind === 'type' || node.local.type === 'Literal' ? [] : [node.local]
    default:
      return childrenOf(node)
  }
}
