import { declaringScope, type Scope } from '../../source/scope.ts'
import { type Node, staticKey, stringIn, unwrapped } from '../../source/syntax-tree.ts'

/** A variable that a call sets or deletes, and the part of the call that says so. */
export interface AssignedVariable {
  /** `undefined` where any may be. */
  readonly variable: string | undefined
  readonly at: Node
}

const givesTarget = new Set(['Object.assign', 'Object.defineProperty', 'Object.defineProperties'])
const byName = new Set(['Object.defineProperty', 'Reflect.set', 'Reflect.defineProperty', 'Reflect.deleteProperty'])
const byObjects = new Set(['Object.assign', 'Object.defineProperties'])

/** What a call does to `environment`, its first argument; `undefined` where it is no call that sets properties. */
export function assigningCall(
  call: Node,
  environment: Node,
  scope: Scope | undefined,
): { readonly assigned: readonly AssignedVariable[]; readonly givesEnvironment: boolean } | undefined {
  if (call.type !== 'CallExpression' || call.arguments[0] !== environment) return undefined
  const method = builtInMethod(call.callee, scope)
  const [, ...others] = call.arguments
  const givesEnvironment = givesTarget.has(method)
  if (byObjects.has(method)) return { assigned: others.flatMap(keysOf), givesEnvironment }
  const [key] = others
  return byName.has(method) && key !== undefined ? { assigned: [{ variable: stringIn(key), at: key }], givesEnvironment } : undefined
}

/** `Object.assign`, when that is the one every program has. */
function builtInMethod(callee: Node, scope: Scope | undefined): string {
  const node = unwrapped(callee)
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return ''
  const { name } = node.object
  return declaringScope(name, scope) === undefined ? `${name}.${staticKey(node) ?? ''}` : ''
}

function keysOf(given: Node): AssignedVariable[] {
  const node = unwrapped(given)
  if (node.type !== 'ObjectExpression') return [{ variable: undefined, at: given }]
  return node.properties.map((each) => ({ variable: staticKey(each), at: each }))
}
