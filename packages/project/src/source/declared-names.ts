import { exportOf, type Imported, loadedBy } from './module-expression.ts'
import { childrenOf, type Node, staticKey } from './syntax-tree.ts'

/** What is known of a declared name: the import behind it, the value it has from its declaration on, or nothing. */
export interface Binding {
  readonly imported?: Imported
  readonly constant?: Node
  /** For a name that is taken out of a value by a pattern: the value, and the property's name. */
  readonly property?: { readonly of: Node; readonly key: string }
}

export type Names = Map<string, Binding>

export const unknown: Binding = {}

/** A name declared twice (`var`) is one of which nothing is known. */
function declare(name: string, binding: Binding, names: Names): void {
  names.set(name, names.has(name) ? unknown : binding)
}

/** Adds the names that a statement declares where it stands. */
export function declareStatement(node: Node, names: Names): void {
  switch (node.type) {
    case 'ImportDeclaration':
      if (node.importKind !== 'type')
        for (const each of node.specifiers) declare(each.local.name, importedBy(each, node.source.value), names)
      break
    case 'TSImportEqualsDeclaration': {
      const { moduleReference } = node
      const isModule = moduleReference.type === 'TSExternalModuleReference'
      declare(node.id.name, isModule ? { imported: { specifier: moduleReference.expression.value, member: '*' } } : unknown, names)
      break
    }
    case 'VariableDeclaration':
      for (const each of node.declarations) declarePattern(each.id, each.init ?? undefined, names)
      break
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      if (node.id !== null) declare(node.id.name, unknown, names)
      break
    case 'TSModuleDeclaration':
      if (node.id.type === 'Identifier') declare(node.id.name, unknown, names)
      break
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      if (node.declaration) declareStatement(node.declaration, names)
      break
    default:
  }
}

function importedBy(specifier: Node, source: string): Binding {
  if (specifier.type !== 'ImportSpecifier') return { imported: { specifier: source, member: '*' } }
  if (specifier.importKind === 'type') return unknown
  const member = specifier.imported.type === 'Literal' ? specifier.imported.value : specifier.imported.name
  return { imported: { specifier: source, member: member === 'default' ? '*' : member } }
}

/** Adds the names of a pattern; where `init` loads a module, each with the export it takes. */
export function declarePattern(pattern: Node, init: Node | undefined, names: Names): void {
  const loaded = init === undefined ? undefined : loadedBy(init)
  switch (pattern.type) {
    case 'Identifier':
      declare(pattern.name, loaded ? { imported: loaded } : init ? { constant: init } : unknown, names)
      break
    case 'ObjectPattern':
      for (const each of pattern.properties) declareProperty(each, loaded, init, names)
      break
    case 'ArrayPattern':
      for (const each of pattern.elements) if (each !== null) declarePattern(each, undefined, names)
      break
    case 'AssignmentPattern':
      declarePattern(pattern.left, undefined, names)
      break
    case 'RestElement':
      declarePattern(pattern.argument, undefined, names)
      break
    case 'TSParameterProperty':
      declarePattern(pattern.parameter, undefined, names)
      break
    default:
  }
}

function declareProperty(property: Node, owner: Imported | undefined, init: Node | undefined, names: Names): void {
  if (property.type !== 'Property') {
    declarePattern(property, undefined, names)
    return
  }
  const key = staticKey(property)
  const imported = exportOf(owner, key)
  if (imported !== undefined && property.value.type === 'Identifier') declare(property.value.name, { imported }, names)
  else {
    const target = property.value.type === 'AssignmentPattern' ? property.value.left : property.value
    if (init !== undefined && key !== undefined && target.type === 'Identifier')
      declare(target.name, { property: { of: init, key } }, names)
    else declarePattern(property.value, undefined, names)
  }
}

const holdsStatements = new Set<Node['type']>([
  'BlockStatement',
  'IfStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
  'TryStatement',
  'CatchClause',
  'SwitchStatement',
  'SwitchCase',
  'LabeledStatement',
  'WithStatement',
])

/** Adds `var`, and what old code declares as functions in blocks: both belong to the function around them. */
export function declareVars(node: Node, names: Names): void {
  if (node.type === 'FunctionDeclaration' || (node.type === 'VariableDeclaration' && node.kind === 'var')) declareStatement(node, names)
  else if (holdsStatements.has(node.type)) for (const child of childrenOf(node)) declareVars(child, names)
}
