import { writtenOut } from '../../source/pieces.ts'
import { forEachName, type NameInPlace } from '../../source/references.ts'
import { declaringScope, type Scope } from '../../source/scope.ts'
import { type Node, type Program, staticKey, unwrapped } from '../../source/syntax-tree.ts'
import type { SeenRead } from './other-read.ts'

/** How many functions may hand a name on to one another. */
const maxFunctions = 5

/**
 * A read whose name is the argument of a function around it, `(name) => client.send(…)`, is as many reads as there are calls of that
 * function, each with the name it gives, or as many as a written list has names that the function is mapped over; other reads stay as
 * they are.
 */
export function throughArguments(read: SeenRead, program: Program, through: readonly Node[] = []): readonly SeenRead[] {
  const parameter = parameterOf(read)
  if (parameter === undefined || through.length === maxFunctions || through.includes(parameter.of)) return [read]
  const given = [...(elementsOver(parameter, read) ?? argumentsFor(parameter, read, program))]
  return given.length === 0 ? [read] : given.flatMap((each) => throughArguments(each, program, [...through, parameter.of]))
}

/** The parameter that a read's name is. */
interface Parameter {
  readonly of: FunctionNode
  readonly scope: Scope
  readonly index: number
  readonly otherwise: Node | undefined
}

function parameterOf({ name }: SeenRead): Parameter | undefined {
  if (name === undefined || !('node' in name)) return undefined
  const node = unwrapped(name.node)
  const scope = node.type === 'Identifier' ? declaringScope(node.name, name.scope) : undefined
  if (node.type !== 'Identifier' || scope === undefined || !isFunction(scope.node)) return undefined
  const index = scope.node.params.findIndex((each) => {
    const parameter = each.type === 'AssignmentPattern' ? each.left : each
    return parameter.type === 'Identifier' && parameter.name === node.name
  })
  const written = scope.node.params[index]
  if (written === undefined) return undefined
  return { of: scope.node, scope, index, otherwise: written.type === 'AssignmentPattern' ? written.right : undefined }
}

/** `names.map((name) => …)` over a list that is written out. */
function elementsOver({ of, scope, index }: Parameter, read: SeenRead): readonly SeenRead[] | undefined {
  const around = read.around.slice(0, read.around.indexOf(of))
  const call = around.at(-1)
  const callee = call?.type === 'CallExpression' && call.arguments[0] === of ? unwrapped(call.callee) : undefined
  if (callee?.type !== 'MemberExpression' || index !== 0 || !['map', 'forEach', 'flatMap'].includes(staticKey(callee) ?? ''))
    return undefined
  const list = writtenOut({ node: callee.object, scope: scope.outer }, 'ArrayExpression')
  return list?.node.elements.map((each) =>
    each === null || each.type === 'SpreadElement'
      ? { ...read, around, name: undefined, reason: 'a part of its list is not written out' }
      : { ...read, around, name: { node: each, scope: list.scope } },
  )
}

/** The read with what each call of the function, where it has a name, gives for the parameter. */
function argumentsFor(parameter: Parameter, read: SeenRead, program: Program): readonly SeenRead[] {
  const { of, scope } = parameter
  const functionName = nameOf(of, read.around)
  if (functionName === undefined) return []
  const declaredBy = declaringScope(functionName.name, scope.outer)?.node
  const found: SeenRead[] = []
  forEachName(program, (name) => {
    const isUse =
      name.node !== functionName &&
      name.node.name === functionName.name &&
      declaringScope(name.node.name, name.scope)?.node === declaredBy &&
      name.around.at(-1)?.type !== 'ExportSpecifier' // the bundle's own export of the handler, which nothing in it calls
    if (isUse) found.push(argumentAt(name, parameter, read))
  })
  return found
}

function nameOf(declared: FunctionNode, around: readonly Node[]): (Node & { type: 'Identifier' }) | undefined {
  if (declared.type === 'FunctionDeclaration') return declared.id ?? undefined
  const holder = around[around.indexOf(declared) - 1]
  return holder?.type === 'VariableDeclarator' && holder.id.type === 'Identifier' ? holder.id : undefined
}

function argumentAt({ node, scope, around }: NameInPlace, { index, otherwise, scope: inFunction }: Parameter, read: SeenRead): SeenRead {
  const call = around.at(-1)
  const at = { ...read, around: [...around], offset: node.start }
  const unknown = { ...at, name: undefined, reason: 'its name is an argument that is not in sight' }
  if (call?.type !== 'CallExpression' || call.callee !== node) return unknown
  const given = call.arguments.slice(0, index + 1)
  if (given.some(({ type }) => type === 'SpreadElement')) return unknown
  const argument = given[index]
  if (argument !== undefined) return { ...at, name: { node: argument, scope } }
  return otherwise === undefined ? unknown : { ...at, name: { node: otherwise, scope: inFunction } }
}

type FunctionNode = Node & { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }

function isFunction(node: Node): node is FunctionNode {
  return node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
}
