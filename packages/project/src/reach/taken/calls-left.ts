import type { DeclaringCall } from '../../declaration/declaring-call.ts'
import { forEachName } from '../../source/references.ts'
import { declaringScope } from '../../source/scope.ts'
import { type Node, type Program, unwrapped } from '../../source/syntax-tree.ts'
import { commonJsExports } from './commonjs-exports.ts'

/** A value that nothing needs unless one of its names is taken, or its variable is used. */
interface Part {
  readonly names: readonly string[]
  readonly variable: string | undefined
  readonly value: Node
}

/**
 * The declaring calls of a CommonJS file that may be reached where only `taken` is taken of its exports. A bundler keeps such a file
 * whole; all calls are left where the file does not tell which export is which.
 */
export function callsLeft(program: Program, calls: readonly DeclaringCall[], taken: ReadonlySet<string>): readonly DeclaringCall[] {
  const exported = commonJsExports(program)
  if (exported === undefined) return calls
  const declaring = new Set<Node>(calls.map(({ call }) => call))
  const parts = [...exported.values.map((each) => ({ ...each, variable: undefined })), ...variablesIn(program)].filter(({ value }) =>
    isInert(value, declaring),
  )
  const needed = neededParts(program, parts, (name) => taken.has(name) || exported.read.has(name))
  const unneeded = parts.filter((each) => !needed.has(each))
  return calls.filter(({ call }) => !unneeded.some(({ value }) => isWithin(call, value)))
}

function variablesIn(program: Program): Part[] {
  return program.body
    .flatMap((statement) => (statement.type === 'VariableDeclaration' ? statement.declarations : []))
    .flatMap(({ id, init }) => (id.type === 'Identifier' && init !== null ? [{ names: [], variable: id.name, value: init }] : []))
}

/** The parts that are taken, with those whose variables they use; what else the file does uses its variables in any case. */
function neededParts(program: Program, parts: readonly Part[], isTaken: (name: string) => boolean): ReadonlySet<Part> {
  const usedBy = new Map<Part | undefined, Set<string>>()
  forEachName(program, ({ node, around, scope }) => {
    const parent = around.at(-1)
    if (parent?.type === 'VariableDeclarator' && parent.id === node) return
    if (declaringScope(node.name, scope)?.node !== program) return
    const user = parts.find(({ value }) => isWithin(node, value))
    usedBy.set(user, (usedBy.get(user) ?? new Set()).add(node.name))
  })
  const needed = new Set<Part>()
  const need = (each: Part): void => {
    if (needed.has(each)) return
    needed.add(each)
    needUsed(each)
  }
  const needUsed = (user: Part | undefined): void => {
    for (const each of parts) if (each.variable !== undefined && usedBy.get(user)?.has(each.variable)) need(each)
  }
  needUsed(undefined)
  for (const each of parts) if (each.names.some(isTaken)) need(each)
  return needed
}

function isWithin(node: Node, outer: Node): boolean {
  return outer.start <= node.start && node.end <= outer.end
}

/** Whether making a value runs nothing and hands nothing on, so that a value which is not taken is as good as not there. */
function isInert(expression: Node, declaring: ReadonlySet<Node>): boolean {
  const node = unwrapped(expression)
  const inner = (each: Node | null) => each !== null && isInert(each, declaring)
  switch (node.type) {
    case 'Literal':
    case 'Identifier':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return true
    case 'TemplateLiteral':
      return node.expressions.length === 0
    case 'UnaryExpression':
      return node.operator === 'void' && inner(node.argument)
    case 'CallExpression':
      return declaring.has(node) && node.arguments.every(inner)
    case 'ArrayExpression':
      return node.elements.every(inner)
    case 'ObjectExpression':
      return node.properties.every((each) => each.type === 'Property' && each.kind === 'init' && !each.computed && inner(each.value))
    default:
      return false
  }
}
