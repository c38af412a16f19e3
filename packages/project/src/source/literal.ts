import { bindingOf, type Scope } from './scope.ts'
import { type Node, staticKey, unwrapped } from './syntax-tree.ts'

export type Literal = string | number | boolean | null | Literal[] | { [key: string]: Literal | undefined }

/** How many constants may stand behind one another; more is a circle. */
const maxConstants = 20

/**
 * The value an expression writes out: literals, arrays and objects of them, `+` and templates over them, and constants of the same
 * file. `undefined` when it is not written out; in an object, such a property alone is left out.
 */
export function literalOf(expression: Node, scope: Scope | undefined, constantsLeft = maxConstants): Literal | undefined {
  const node = unwrapped(expression)
  const inner = (each: Node) => literalOf(each, scope, constantsLeft)
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'bigint' || node.value instanceof RegExp ? undefined : node.value
    case 'Identifier': {
      const constant = bindingOf(node.name, scope)?.constant
      // only text and numbers: what an object holds may have been changed since
      const value = constant === undefined || constantsLeft === 0 ? undefined : literalOf(constant, scope, constantsLeft - 1)
      return typeof value === 'object' ? undefined : value
    }
    case 'TemplateLiteral': {
      const values = node.expressions.map(inner)
      if (!values.every(isText)) return undefined
      return node.quasis.map((quasi, index) => `${quasi.value.cooked}${values[index] ?? ''}`).join('')
    }
    case 'BinaryExpression': {
      const [left, right] = [inner(node.left), inner(node.right)]
      return node.operator === '+' && typeof left === 'string' && typeof right === 'string' ? left + right : undefined
    }
    case 'ArrayExpression': {
      const values = node.elements.map((each) => (each === null || each.type === 'SpreadElement' ? undefined : inner(each)))
      return values.every((value) => value !== undefined) ? values : undefined
    }
    case 'ObjectExpression': {
      if (node.properties.some((each) => each.type === 'SpreadElement' || staticKey(each) === undefined)) return undefined
      // the test above leaves properties with a written name; entries define own properties, `__proto__` too
      return Object.fromEntries(node.properties.map((each) => [staticKey(each), inner((each as Node & { type: 'Property' }).value)]))
    }
    default:
      return undefined
  }
}

function isText(value: Literal | undefined): value is string | number {
  return typeof value === 'string' || typeof value === 'number'
}
