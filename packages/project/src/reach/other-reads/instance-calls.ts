import { type MethodCall, methodCallsIn } from '../../source/method-calls.ts'
import type { ModuleUse } from '../../source/module-uses.ts'
import { forEachName, type NameInPlace } from '../../source/references.ts'
import { declaringScope } from '../../source/scope.ts'
import { type Node, type Program, staticKey } from '../../source/syntax-tree.ts'

/** What is called on the instance that `new` of an imported class makes. */
export interface InstanceCalls {
  readonly calls: readonly MethodCall[]
  /** Whether the instance goes nowhere but into these calls. */
  readonly isFollowed: boolean
}

/** Follows an instance into the variable or the property that holds it, and to the calls of its methods there. */
export function instanceCalls({ node, around, scope }: ModuleUse, program: Program, methods: ReadonlySet<string>): InstanceCalls {
  const made = around.at(-1)
  const parent = around.at(-2)
  if (made?.type !== 'NewExpression' || made.callee !== node || parent === undefined) return { calls: [], isFollowed: false }
  const calls = methodCallsIn(program, methods)
  const target = targetOf(made, parent)
  if (target?.type === 'Identifier') {
    const declaredBy = declaringScope(target.name, scope)?.node
    const isOf = (name: Node, at: NameInPlace['scope']) =>
      name.type === 'Identifier' && name.name === target.name && declaringScope(name.name, at)?.node === declaredBy
    return {
      calls: calls.filter((each) => isOf(each.object, each.scope)),
      isFollowed: everyName(program, (name) => !isOf(name.node, name.scope) || name.node === target || isObject(name)),
    }
  }
  const key = target === undefined ? undefined : keyOf(target)
  if (key !== undefined)
    return { calls: calls.filter(({ object }) => object.type === 'MemberExpression' && staticKey(object) === key), isFollowed: true }
  return { calls: calls.filter(({ object }) => object === made), isFollowed: parent.type === 'MemberExpression' }
}

/** Where the instance is kept. */
function targetOf(made: Node, parent: Node): Node | undefined {
  if (parent.type === 'VariableDeclarator') return parent.id
  if (parent.type === 'AssignmentExpression' && parent.right === made) return parent.left
  return parent.type === 'PropertyDefinition' || parent.type === 'Property' ? parent : undefined
}

function keyOf(target: Node): string | undefined {
  if (target.type === 'PropertyDefinition') return target.key.type === 'Identifier' && !target.computed ? target.key.name : undefined
  return staticKey(target)
}

/** Whether a name stands before a dot, or where it is assigned to. */
function isObject({ node, around }: NameInPlace): boolean {
  const parent = around.at(-1)
  return (
    (parent?.type === 'MemberExpression' && parent.object === node) || (parent?.type === 'AssignmentExpression' && parent.left === node)
  )
}

function everyName(program: Program, holds: (name: NameInPlace) => boolean): boolean {
  let isEvery = true
  forEachName(program, (name) => {
    if (!holds(name)) isEvery = false
  })
  return isEvery
}
