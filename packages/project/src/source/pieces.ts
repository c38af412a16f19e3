import { variableOf } from './environment.ts'
import { bindingOf, declaringScope, type Scope } from './scope.ts'
import { type Node, staticKey, unwrapped } from './syntax-tree.ts'

/** A part of a text: written out; an environment variable, with what stands in where it is not set; or not known. */
export type Piece = { readonly text: string } | { readonly variable: string; readonly otherwise?: string } | 'unknown'

/** How many names may stand behind one another; more is a circle. */
const maxNames = 20

/** What an expression's text is made of: literals, templates, `+`, environment variables, and names and written objects that hold them. */
export function piecesOf(expression: Node, scope: Scope | undefined, namesLeft = maxNames): readonly Piece[] {
  const node = unwrapped(expression)
  const inner = (each: Node) => piecesOf(each, scope, namesLeft)
  const variable = variableOf(node, scope)
  if (variable !== undefined) return [{ variable }]
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' || typeof node.value === 'number' ? [{ text: String(node.value) }] : ['unknown']
    case 'TemplateLiteral':
      return node.quasis.flatMap((quasi, index) => {
        const next = node.expressions[index]
        return [{ text: quasi.value.cooked ?? '' }, ...(next === undefined ? [] : inner(next))]
      })
    case 'BinaryExpression':
      return node.operator === '+' ? [...inner(node.left), ...inner(node.right)] : ['unknown']
    case 'LogicalExpression':
      return node.operator === '&&' ? ['unknown'] : withDefault(inner(node.left), inner(node.right))
    case 'CallExpression': {
      // these give the text they are given, or an escaped form that is undone where it is read
      const [argument] = node.arguments
      const isSame = node.callee.type === 'Identifier' && ['String', 'encodeURIComponent'].includes(node.callee.name)
      return isSame && argument !== undefined ? inner(argument) : ['unknown']
    }
    case 'Identifier':
    case 'MemberExpression': {
      const value = valueBehind(node, scope)
      return value === undefined || namesLeft === 0 ? ['unknown'] : piecesOf(value.node, value.scope, namesLeft - 1)
    }
    default:
      return ['unknown']
  }
}

/** The text, where all of it is written out. */
export function textIn(pieces: readonly Piece[]): string | undefined {
  const texts = pieces.map((each) => (each !== 'unknown' && 'text' in each ? each.text : undefined))
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined
}

/** An expression together with the names that it sees. */
export interface InScope {
  readonly node: Node
  readonly scope: Scope | undefined
}

/** What a name, or a property of a written object, holds from its declaration on. */
function valueBehind(node: Node & { type: 'Identifier' | 'MemberExpression' }, scope: Scope | undefined): InScope | undefined {
  if (node.type === 'Identifier') {
    const binding = bindingOf(node.name, scope)
    const declaredIn = declaringScope(node.name, scope)
    if (binding?.constant !== undefined) return { node: binding.constant, scope: declaredIn }
    return binding?.property && propertyIn({ node: binding.property.of, scope: declaredIn }, binding.property.key)
  }
  const key = staticKey(node)
  return key === undefined ? undefined : propertyIn({ node: node.object, scope }, key)
}

/** A property of an object that is written out, in place or behind a name. */
export function propertyIn(object: InScope, key: string): InScope | undefined {
  const written = writtenOut(object, 'ObjectExpression')
  const property = written?.node.properties.findLast((each) => each.type === 'Property' && staticKey(each) === key)
  return written === undefined || property?.type !== 'Property' ? undefined : { node: property.value, scope: written.scope }
}

/** The object or list that an expression is, in place or behind names. */
export function writtenOut<Type extends 'ObjectExpression' | 'ArrayExpression'>(
  { node: expression, scope }: InScope,
  type: Type,
  namesLeft = maxNames,
): { node: Node & { type: Type }; scope: Scope | undefined } | undefined {
  const node = frozenValue(unwrapped(expression))
  if (isOfType(node, type)) return { node, scope }
  if ((node.type !== 'Identifier' && node.type !== 'MemberExpression') || namesLeft === 0) return undefined
  const value = valueBehind(node, scope)
  return value && writtenOut(value, type, namesLeft - 1)
}

/** What `Object.freeze(…)` gives back. */
function frozenValue(node: Node): Node {
  const [given] = node.type === 'CallExpression' ? node.arguments : []
  const isFreeze = node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && staticKey(node.callee) === 'freeze'
  return isFreeze && given !== undefined ? unwrapped(given) : node
}

function isOfType<Type extends Node['type']>(node: Node, type: Type): node is Node & { type: Type } {
  return node.type === type
}

function withDefault(value: readonly Piece[], otherwise: readonly Piece[]): readonly Piece[] {
  const [only] = value
  if (value.length !== 1 || only === undefined || only === 'unknown' || 'text' in only) return textIn(value) ? value : ['unknown']
  const text = textIn(otherwise)
  return text === undefined ? [only] : [{ ...only, otherwise: text }]
}
