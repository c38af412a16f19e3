import { isRequire } from '../source/module-expression.ts'
import { childrenOf, type Node, staticKey, stringIn } from '../source/syntax-tree.ts'
import type { Unfollowed } from './unfollowed.ts'

/** Loading by a computed name, `require` handed on, and the ways around the names `eval`, `Function` and `require`. */
export function runningCode(program: Node, followed: ReadonlySet<Node>): Unfollowed[] {
  const found: Unfollowed[] = []
  const around: Node[] = []
  const visit = (node: Node): void => {
    // the bundler's own definition of what stands for `require`
    if (node.type === 'VariableDeclarator' && node.id.type === 'Identifier' && isRequire(node.id.name)) return
    const reason = followed.has(node) ? undefined : reasonOf(node, around.at(-1), around.at(-2))
    if (reason !== undefined) found.push({ offset: node.start, reason, isExcusable: true })
    around.push(node)
    for (const child of childrenOf(node)) visit(child)
    around.pop()
  }
  visit(program)
  return found
}

function reasonOf(node: Node, parent: Node | undefined, above: Node | undefined): string | undefined {
  if (node.type === 'ImportExpression') return stringIn(node.source) === undefined ? 'imports a file whose name is computed' : undefined
  if (node.type === 'Identifier' && isRequire(node.name)) return requireReason(node, parent, above)
  return node.type === 'MemberExpression' ? memberReason(node, parent) : undefined
}

function requireReason(node: Node, parent: Node | undefined, above: Node | undefined): string | undefined {
  if (parent === undefined || isPropertyName(node, parent) || isFunctionName(node, parent)) return undefined
  if (parent.type === 'UnaryExpression' && parent.operator === 'typeof') return undefined
  // `require.main === module`
  if (parent.type === 'MemberExpression' && staticKey(parent) === 'main' && above?.type === 'BinaryExpression') return undefined
  if (parent.type !== 'CallExpression' || parent.callee !== node) return 'hands on require, so what it loads is not seen'
  return isCalledWithText(node, parent) ? undefined : 'requires a file whose name is computed'
}

function memberReason(node: Node & { type: 'MemberExpression' }, parent: Node | undefined): string | undefined {
  const { object } = node
  const owner = object.type === 'Identifier' ? object.name : (staticKey(object) ?? '')
  switch (staticKey(node)) {
    case 'getBuiltinModule':
      return isCalledWithText(node, parent) ? undefined : 'loads a module whose name is computed'
    case 'require':
      return !isModuleObject(owner) || isCalledWithText(node, parent) ? undefined : 'requires a file whose name is computed'
    case '_load':
      return isModuleObject(owner) ? 'uses _load, so what it loads is not seen' : undefined
    case 'children':
      return isModuleObject(owner) ? 'uses module.children, so what is taken of them is not seen' : undefined
    case 'mainModule':
      return 'uses mainModule, so what it loads is not seen'
    case 'dlopen':
      return 'uses dlopen, whose code is not seen'
    case 'binding':
      return owner === 'process' ? 'uses process.binding, whose code is not seen' : undefined
    case undefined:
      return owner === 'process' && node.computed ? 'uses process by a computed name' : undefined
    case 'constructor':
      return makesFunction(node) ? "uses a function's constructor, whose code is not seen" : undefined
    default:
      return undefined
  }
}

/** `(async () => {}).constructor` and `x.constructor.constructor`: the way to Function without its name. */
function makesFunction({ object }: Node & { type: 'MemberExpression' }): boolean {
  if (object.type === 'FunctionExpression' || object.type === 'ArrowFunctionExpression') return true
  return object.type === 'MemberExpression' && staticKey(object) === 'constructor'
}

function isCalledWithText(node: Node, parent: Node | undefined): boolean {
  if (parent?.type !== 'CallExpression' || parent.callee !== node) return false
  const first = parent.arguments[0]
  return first !== undefined && stringIn(first) !== undefined
}

function isModuleObject(name: string): boolean {
  return /^[mM]odule\d*$/.test(name)
}

/** The bundler calls what it wraps a CommonJS module in `__require`, too. */
function isFunctionName(node: Node, parent: Node): boolean {
  return (parent.type === 'FunctionExpression' || parent.type === 'FunctionDeclaration') && parent.id === node
}

function isPropertyName(node: Node, parent: Node): boolean {
  if (parent.type === 'MemberExpression') return parent.property === node && !parent.computed
  return (
    (parent.type === 'Property' || parent.type === 'MethodDefinition' || parent.type === 'PropertyDefinition') &&
    parent.key === node &&
    !parent.computed
  )
}
