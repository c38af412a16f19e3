import type { NameInPlace } from '../source/references.ts'
import { declaringScope, type Scope } from '../source/scope.ts'
import { type Node, staticKey, stringIn, unwrapped } from '../source/syntax-tree.ts'
import { globalNames, type Taken, takenBy } from './global-object-key.ts'

/** What becomes of the global object where a name stands for it. */
export interface Fate {
  /** What may run code that is not seen. */
  readonly reasons: readonly string[]
  /** Variables that hold the object from here on, with the nodes that declare them. */
  readonly variables: readonly (readonly [declaredBy: Node, name: string])[]
}

const ended: Fate = { reasons: [], variables: [] }
const handedOn: Fate = { reasons: ['hands on globalThis, so what is taken from it is not seen'], variables: [] }

export function fateOf(name: NameInPlace): Fate {
  const { node, scope, around } = name
  return isMadeObject(name) ? fateIn(around.at(-2) ?? node, around.slice(0, -2), scope) : fateIn(node, around, scope)
}

/** `Function('return this')()`, whose text is looked at elsewhere, is the global object, too. */
export function isMadeObject({ node, scope, around }: NameInPlace): boolean {
  const [called, made] = around.slice(-2)
  if (!isGlobal('Function', node, scope) || !isCallOf(made, node)) return false
  const isOfThis = made.arguments.every((each) => /\bthis\b/.test(stringIn(each) ?? ''))
  return isOfThis && isCallOf(called, made)
}

/** Follows `value`, which is the global object, outwards through the expressions it is the value of. */
function fateIn(value: Node, around: readonly Node[], scope: Scope | undefined): Fate {
  const parent = around.at(-1)
  if (parent === undefined) return ended
  const outwards = () => fateIn(parent, around.slice(0, -1), scope)
  switch (parent.type) {
    case 'ChainExpression':
    case 'AwaitExpression':
      return outwards()
    case 'UnaryExpression':
    case 'BinaryExpression':
    case 'ExpressionStatement':
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
    case 'SwitchStatement':
      return ended
    case 'ConditionalExpression':
      return parent.test === value ? ended : outwards()
    case 'LogicalExpression':
      // an object counts as true, so `global && x` is x
      return parent.operator === '&&' && parent.left === value ? ended : outwards()
    case 'SequenceExpression':
      return parent.expressions.at(-1) === value ? outwards() : ended
    case 'MemberExpression':
      return parent.object === value ? fateOfTaken(takenBy(parent, scope), outwards) : ended
    case 'VariableDeclarator':
      return parent.id === value ? ended : into(parent.id, scope)
    case 'AssignmentPattern':
      return parent.left === value ? ended : into(parent.left, scope)
    case 'AssignmentExpression':
      return parent.left === value ? ended : both(into(parent.left, scope), outwards())
    case 'FunctionExpression':
    case 'FunctionDeclaration':
    case 'ArrowFunctionExpression':
      // a parameter's declaration; the value of `() => globalThis` goes to whoever calls it
      return parent.body === value ? handedOn : ended
    case 'CallExpression':
    case 'NewExpression':
      return fateInCall(value, parent, scope, outwards)
    default:
      return isDeclaration(value, parent, around) ? ended : handedOn
  }
}

function fateOfTaken(taken: Taken, outwards: () => Fate): Fate {
  if (taken === 'itself') return outwards()
  return taken === 'harmless' ? ended : { reasons: [taken.reason], variables: [] }
}

/** A name inside a pattern that declares it or assigns to it. */
function isDeclaration(value: Node, parent: Node, around: readonly Node[]): boolean {
  if (parent.type === 'CatchClause' || parent.type === 'RestElement' || parent.type === 'ArrayPattern') return true
  return parent.type === 'Property' && parent.value === value && around.at(-2)?.type === 'ObjectPattern'
}

/** The object goes into a variable, a pattern, or a property. */
function into(target: Node, scope: Scope | undefined, declaredBy?: Node): Fate {
  switch (target.type) {
    case 'Identifier': {
      const holder = declaredBy ?? declaringScope(target.name, scope)?.node
      return holder === undefined ? handedOn : { reasons: [], variables: [[holder, target.name]] }
    }
    case 'AssignmentPattern':
      return into(target.left, scope, declaredBy)
    case 'ObjectPattern':
      return target.properties
        .map((each) => (each.type === 'Property' ? fateOfTaken(takenBy(each, scope), () => into(each.value, scope, declaredBy)) : handedOn))
        .reduce(both, ended)
    case 'MemberExpression':
      // `globalThis.self = globalThis`
      return isGlobalObject(target.object, scope) && takenBy(target, scope) === 'itself' ? ended : handedOn
    default:
      return handedOn
  }
}

function fateInCall(value: Node, call: Call, scope: Scope | undefined, outwards: () => Fate): Fate {
  const given: readonly Node[] = call.arguments
  const at = given.indexOf(value)
  if (at === -1) return ended
  const callee = unwrapped(call.callee)
  // `(function (root) { … })(globalThis)`, as packages open that run in browsers too
  if (callee.type === 'ArrowFunctionExpression' || callee.type === 'FunctionExpression') {
    const parameter = callee.params[at]
    return parameter === undefined ? handedOn : into(parameter, scope, callee)
  }
  if (at > 0 || callee.type !== 'MemberExpression') return handedOn
  if (isGlobal('Object', callee.object, scope) && writing.has(staticKey(callee) ?? '')) return outwards()
  return givesThis(callee, scope) ? ended : handedOn
}

/** Functions of `Object` that give their first argument back. */
const writing = new Set(['assign', 'defineProperty', 'defineProperties'])

/** `fetch.bind(globalThis)`: a global gets the `this` it has anyway; and `hasOwnProperty.call(globalThis, 'x')`. */
function givesThis(callee: Node & { type: 'MemberExpression' }, scope: Scope | undefined): boolean {
  if (!['bind', 'call', 'apply'].includes(staticKey(callee) ?? '')) return false
  const bound = unwrapped(callee.object)
  if (bound.type === 'Identifier') return isGlobal(bound.name, bound, scope)
  return bound.type === 'MemberExpression' && (isGlobalObject(bound.object, scope) || staticKey(bound) === 'hasOwnProperty')
}

function isGlobalObject(node: Node, scope: Scope | undefined): boolean {
  return node.type === 'Identifier' && globalNames.has(node.name) && isGlobal(node.name, node, scope)
}

function isGlobal(name: string, node: Node, scope: Scope | undefined): boolean {
  return node.type === 'Identifier' && node.name === name && declaringScope(name, scope) === undefined
}

type Call = Node & { type: 'CallExpression' | 'NewExpression' }

function isCallOf(node: Node | undefined, callee: Node | undefined): node is Call {
  return (node?.type === 'CallExpression' || node?.type === 'NewExpression') && node.callee === callee
}

function both(left: Fate, right: Fate): Fate {
  return { reasons: [...left.reasons, ...right.reasons], variables: [...left.variables, ...right.variables] }
}
