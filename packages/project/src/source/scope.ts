import { type Binding, declarePattern, declareStatement, declareVars, type Names, unknown } from './declared-names.ts'
import type { Node } from './syntax-tree.ts'

export interface Scope {
  /** The node whose names these are. */
  readonly node: Node
  readonly outer: Scope | undefined
  readonly names: Names
}

export function bindingOf(name: string, scope: Scope | undefined): Binding | undefined {
  return declaringScope(name, scope)?.names.get(name)
}

/** The scope that declares a name, or `undefined` for a global. */
export function declaringScope(name: string, scope: Scope | undefined): Scope | undefined {
  return scope === undefined || scope.names.has(name) ? scope : declaringScope(name, scope.outer)
}

/**
 * The scope inside `node`: a new one where the node declares names of its own, else `outer`.
 * A name declared too widely hides an import and leaves its function open; one missed would lose a secret. So it errs to the first.
 */
export function scopeWithin(node: Node, outer: Scope | undefined, assigned: ReadonlySet<string>): Scope | undefined {
  const names: Names = new Map()
  declareWithin(node, names)
  if (names.size === 0) return outer
  for (const name of names.keys()) if (assigned.has(name)) names.set(name, unknown)
  return { node, outer, names }
}

function declareWithin(node: Node, names: Names): void {
  if (node.type === 'CatchClause' && node.param !== null) declarePattern(node.param, undefined, names)
  if (node.type === 'FunctionExpression' || node.type === 'ClassExpression') if (node.id !== null) declarePattern(node.id, undefined, names)
  for (const param of parametersOf(node)) declarePattern(param, undefined, names)
  for (const statement of statementsOf(node)) declareStatement(statement, names)
  for (const statement of bodyOf(node)) declareVars(statement, names)
}

function parametersOf(node: Node): readonly Node[] {
  return node.type === 'FunctionExpression' || node.type === 'FunctionDeclaration' || node.type === 'ArrowFunctionExpression'
    ? node.params
    : []
}

/** The statements whose declarations hold in all of `node`. */
function statementsOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Program':
    case 'StaticBlock':
    case 'TSModuleBlock':
    case 'BlockStatement':
      return node.body
    case 'SwitchStatement':
      return node.cases.flatMap((each) => each.consequent)
    case 'ForStatement':
      return node.init === null ? [] : [node.init]
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.left]
    default:
      return []
  }
}

/** The statements whose inner `var` belong to `node`. */
function bodyOf(node: Node): readonly Node[] {
  switch (node.type) {
    case 'Program':
    case 'StaticBlock':
    case 'TSModuleBlock':
      // their own declarations are in already; a second time would say that nothing is known of them
      return node.body.filter((each) => each.type !== 'VariableDeclaration' && each.type !== 'FunctionDeclaration')
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      return node.body === null ? [] : [node.body]
    default:
      return []
  }
}
