import { forEachName, type NameInPlace } from '../../source/references.ts'
import { declaringScope } from '../../source/scope.ts'
import { childrenOf, type Node, type Program, staticKey, stringIn, unwrapped } from '../../source/syntax-tree.ts'
import { howRead } from '../environment-reads/how-read.ts'

export interface CommonJsExports {
  /** The values that are exported, with the names that each has. */
  readonly values: readonly { readonly names: readonly string[]; readonly value: Node }[]
  /** Names that the file itself reads of its exports. */
  readonly read: ReadonlySet<string>
}

/** What a CommonJS file exports; `undefined` where its exports are made or handed on in a way that does not tell each name. */
export function commonJsExports(program: Program): CommonJsExports | undefined {
  const values: { names: string[]; value: Node }[] = []
  const written = new Set<Node>() // the `exports` and `module` of what is understood
  for (const statement of program.body) {
    const expression = statement.type === 'ExpressionStatement' ? unwrapped(statement.expression) : undefined
    if (expression === undefined) continue
    if (isEsModuleMark(expression)) written.add(expression.arguments[0])
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=') continue
    const found = exportsAtOnce(expression) ?? exportedInTurn(expression)
    values.push(...found.values)
    for (const each of found.written) written.add(each)
  }
  const read = namesRead(program, written)
  // of what stands behind its exports all may be taken under names of its own
  const hasPrototype = values.some(({ names }) => names.includes('__proto__'))
  return read && !hasPrototype && !hasThis(program) ? { values, read } : undefined
}

interface Found {
  readonly values: readonly { names: string[]; value: Node }[]
  readonly written: readonly Node[]
}

type Assignment = Node & { type: 'AssignmentExpression' }

/** `module.exports = { a, b: … }` */
function exportsAtOnce({ left, right }: Assignment): Found | undefined {
  const object = unwrapped(right)
  if (!isModuleExports(left) || object.type !== 'ObjectExpression') return undefined
  const values = object.properties.flatMap((each) => {
    const name = each.type === 'Property' && each.kind === 'init' ? staticKey(each) : undefined
    return each.type === 'Property' && name !== undefined ? { names: [name], value: each.value } : []
  })
  return values.length === object.properties.length ? { values, written: [left.object] } : undefined
}

/** `exports.a = …`, and `exports.b = exports.a = …`, as TypeScript writes it. */
function exportedInTurn(assignment: Assignment): Found {
  const names: string[] = []
  const written: Node[] = []
  let at: Node = assignment
  while (at.type === 'AssignmentExpression' && at.operator === '=') {
    const { left } = at
    const name = staticKey(left)
    if (left.type !== 'MemberExpression' || name === undefined || !isExports(left.object)) break
    names.push(name)
    written.push(isModuleExports(left.object) ? left.object.object : left.object)
    at = unwrapped(at.right)
  }
  return { values: names.length === 0 ? [] : [{ names, value: at }], written }
}

/** The names that are read of the exports; `undefined` where they are used in any other way. */
function namesRead(program: Program, written: ReadonlySet<Node>): ReadonlySet<string> | undefined {
  const read = new Set<string>()
  let isUnderstood = true
  forEachName(program, (name) => {
    if (!isOwn(name) || written.has(name.node)) return
    const key = readKey(name)
    if (key === undefined) isUnderstood = false
    else read.add(key)
  })
  return isUnderstood ? read : undefined
}

/** What gives a file its own exports; the first of its `arguments` is its exports, too. */
function isOwn({ node: { name }, scope }: NameInPlace): boolean {
  return ['exports', 'module', 'arguments'].includes(name) && declaringScope(name, scope) === undefined
}

function readKey({ node, around }: NameInPlace): string | undefined {
  const path: readonly Node[] = [...around, node]
  const exported = isExports(node) ? path.length - 1 : path.length - 2
  const [at, member, user] = [path[exported], path[exported - 1], path[exported - 2]]
  if (at === undefined || !isExports(at) || member?.type !== 'MemberExpression' || member.object !== at) return undefined
  const isCalled = user?.type === 'CallExpression' ? user.callee === member : user === undefined || unwrapped(user) !== user
  const isTag = user?.type === 'TaggedTemplateExpression'
  return isCalled || isTag || howRead(member, path.slice(0, exported - 1)) === 'assigned' ? undefined : staticKey(member)
}

function isExports(node: Node): boolean {
  return (node.type === 'Identifier' && node.name === 'exports') || isModuleExports(node)
}

function isModuleExports(node: Node): node is Node & { type: 'MemberExpression' } {
  return (
    node.type === 'MemberExpression' && staticKey(node) === 'exports' && node.object.type === 'Identifier' && node.object.name === 'module'
  )
}

/** `Object.defineProperty(exports, '__esModule', { value: true })` */
function isEsModuleMark(expression: Node): expression is Node & { type: 'CallExpression'; arguments: [Node, Node, Node] } {
  if (expression.type !== 'CallExpression' || expression.arguments.length !== 3) return false
  const { callee } = expression
  const [target, name, value] = expression.arguments
  const isDefine = callee.type === 'MemberExpression' && staticKey(callee) === 'defineProperty'
  if (!isDefine || callee.object.type !== 'Identifier' || callee.object.name !== 'Object') return false
  return (
    target?.type === 'Identifier' &&
    name !== undefined &&
    stringIn(name) === '__esModule' &&
    value?.type === 'ObjectExpression' &&
    value.properties.every((each) => each.type === 'Property' && each.value.type === 'Literal')
  )
}

/** At the top of the file, and in a function that is called as a method of the exports, `this` is all of them. */
function hasThis(node: Node): boolean {
  return node.type === 'ThisExpression' || childrenOf(node).some(hasThis)
}
