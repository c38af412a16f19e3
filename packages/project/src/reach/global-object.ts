import { forEachName, type NameInPlace } from '../source/references.ts'
import { declaringScope } from '../source/scope.ts'
import type { Node, Program } from '../source/syntax-tree.ts'
import { fateOf, isMadeObject } from './global-object-fate.ts'
import { globalNames } from './global-object-key.ts'
import type { Unfollowed } from './unfollowed.ts'

/**
 * Where a bundle takes from the global object what may be `eval` under another name, or loses it from sight. Variables that hold the
 * object are followed, since most packages that run in browsers too keep it in one.
 */
export function globalObjectUses(program: Program): Unfollowed[] {
  const found: Unfollowed[] = []
  const seen: Variables = new Map()
  let wanted = lookAt(program, (name) => isGlobalObject(name) || isMadeObject(name), found)
  while (wanted.length > 0) {
    const variables = addedTo(seen, wanted)
    wanted =
      variables.size === 0
        ? []
        : lookAt(program, ({ node, scope }) => holds(variables, node.name, declaringScope(node.name, scope)?.node), found)
  }
  return found
}

/** Names of variables by the node that declares them. */
type Variables = Map<Node, Set<string>>
type Variable = readonly [declaredBy: Node, name: string]

/** Adds what is wrong with the names that are the global object to `found`, and gives the variables it goes into. */
function lookAt(program: Program, isWanted: (name: NameInPlace) => boolean, found: Unfollowed[]): Variable[] {
  const variables: Variable[] = []
  forEachName(program, (name) => {
    if (!isWanted(name)) return
    const { reasons, variables: next } = fateOf(name)
    found.push(...reasons.map((reason) => ({ offset: name.node.start, reason, isExcusable: true })))
    variables.push(...next)
  })
  return variables
}

function isGlobalObject({ node, scope }: NameInPlace): boolean {
  return globalNames.has(node.name) && declaringScope(node.name, scope) === undefined
}

/** Those of `variables` that were not in `seen`, which then has them. */
function addedTo(seen: Variables, variables: readonly Variable[]): Variables {
  const added: Variables = new Map()
  for (const [declaredBy, name] of variables) {
    if (holds(seen, name, declaredBy)) continue
    for (const each of [seen, added]) each.set(declaredBy, (each.get(declaredBy) ?? new Set()).add(name))
  }
  return added
}

function holds(variables: Variables, name: string, declaredBy: Node | undefined): boolean {
  return declaredBy !== undefined && variables.get(declaredBy)?.has(name) === true
}
