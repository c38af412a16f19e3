import { type Node, type Program, staticKey, unwrapped } from '../source/syntax-tree.ts'

/** Local names by the name they are exported under: `export { local as name }`, `export default local`, `module.exports = { name: local }`. */
export function exportNamesIn(program: Program): ReadonlyMap<string, string> {
  const nameByLocal = new Map<string, string>()
  for (const node of program.body) {
    if (node.type === 'ExportDefaultDeclaration' && node.declaration.type === 'Identifier')
      nameByLocal.set(node.declaration.name, 'default')
    if (node.type === 'ExpressionStatement' && node.expression.type === 'AssignmentExpression') addExported(node.expression, nameByLocal)
    if (node.type !== 'ExportNamedDeclaration' || node.source) continue
    for (const { local, exported } of node.specifiers)
      if (local.type !== 'Literal') nameByLocal.set(local.name, exported.type === 'Literal' ? exported.value : exported.name)
  }
  return nameByLocal
}

function addExported({ left, right }: Node & { type: 'AssignmentExpression' }, nameByLocal: Map<string, string>): void {
  const name = commonJsName(left)
  if (right.type === 'Identifier' && name) nameByLocal.set(right.name, name)
  if (right.type !== 'ObjectExpression' || name !== '') return
  for (const each of right.properties) {
    const key = staticKey(each)
    if (each.type === 'Property' && each.value.type === 'Identifier' && key !== undefined) nameByLocal.set(each.value.name, key)
  }
}

/**
 * The name under which a file exports what `node` gives: `stripe`, or `secrets.stripe` inside an exported object.
 * `undefined` when it is not the exported value itself but, say, an argument or local to a function.
 */
export function exportNameOf(node: Node, around: readonly Node[], nameByLocal: ReadonlyMap<string, string>): string | undefined {
  const keys: string[] = []
  let value = node
  for (let at = around.length - 1; at >= 0; at--) {
    const parent = around[at]
    if (parent === undefined) return undefined
    if (parent.type === 'Property') {
      const key = staticKey(parent)
      if (key === undefined) return undefined
      keys.unshift(key)
    } else if (parent.type === 'VariableDeclarator') return pathOf(declaredName(parent, around, at, nameByLocal), keys)
    else if (parent.type === 'ExportDefaultDeclaration') return pathOf('default', keys)
    else if (parent.type === 'AssignmentExpression') return pathOf(commonJsName(parent.left), keys)
    else if (parent.type !== 'ObjectExpression' && unwrapped(parent) !== unwrapped(value)) return undefined
    value = parent
  }
  return undefined
}

function declaredName(
  declarator: Node & { type: 'VariableDeclarator' },
  around: readonly Node[],
  at: number,
  nameByLocal: ReadonlyMap<string, string>,
): string | undefined {
  if (declarator.id.type !== 'Identifier') return undefined
  const statement = around[at - 2]
  if (statement?.type === 'ExportNamedDeclaration') return declarator.id.name
  return statement?.type === 'Program' ? nameByLocal.get(declarator.id.name) : undefined
}

/** `exports.name`, `module.exports.name`, or `''` for `module.exports` itself. */
function commonJsName(target: Node): string | undefined {
  if (target.type !== 'MemberExpression') return undefined
  const key = staticKey(target)
  if (target.object.type === 'Identifier')
    return target.object.name === 'exports' ? key : target.object.name === 'module' && key === 'exports' ? '' : undefined
  return commonJsName(target.object) === '' ? key : undefined
}

function pathOf(name: string | undefined, keys: readonly string[]): string | undefined {
  return name === undefined ? undefined : [name, ...keys].filter((part) => part !== '').join('.') || undefined
}
