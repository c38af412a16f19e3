import { assignedNames } from './assigned-names.ts'
import { isTypeOnly } from './references.ts'
import { type Scope, scopeWithin } from './scope.ts'
import { childrenOf, type Node, type Program, staticKey, unwrapped } from './syntax-tree.ts'

/** A call of a method: `object.method(…)`. */
export interface MethodCall {
  readonly method: string
  readonly object: Node
  readonly call: Node & { type: 'CallExpression' }
  readonly scope: Scope | undefined
  /** The nodes around the call, outermost first. */
  readonly around: readonly Node[]
}

/** The calls of methods of these names, whatever the object. */
export function methodCallsIn(program: Program, names: ReadonlySet<string>): MethodCall[] {
  const assigned = assignedNames(program)
  const calls: MethodCall[] = []
  const around: Node[] = []
  const walk = (node: Node, outer: Scope | undefined): void => {
    if (isTypeOnly(node)) return
    const scope = scopeWithin(node, outer, assigned)
    if (node.type === 'CallExpression') {
      const callee = unwrapped(node.callee)
      const method = callee.type === 'MemberExpression' ? staticKey(callee) : undefined
      if (callee.type === 'MemberExpression' && method !== undefined && names.has(method))
        calls.push({ method, object: unwrapped(callee.object), call: node, scope, around: [...around] })
    }
    around.push(node)
    for (const child of childrenOf(node)) walk(child, scope)
    around.pop()
  }
  walk(program, undefined)
  return calls
}
