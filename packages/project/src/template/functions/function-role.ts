import type { Scope } from '../intrinsics/scope.ts'
import { at, entriesOf, writtenText } from '../reading/template-node.ts'
import { globalFunction, withGlobals } from './globals.ts'
import { roleOf, type TemplateRole } from './role.ts'

/** The role of a function, named by its logical id. */
export function functionRole(logicalId: string, scope: Scope): TemplateRole {
  const { document } = scope
  const { resources } = document
  const entry = resources.type === 'map' ? resources.entries.get(logicalId) : undefined
  const resource = entry?.node
  const isServerless = writtenText(at(resource, 'Type')) === 'AWS::Serverless::Function'
  const line = entry?.line ?? resources.line
  const own = at(resource, 'Properties')
  const properties = isServerless ? withGlobals(own, globalFunction(document.root)) : own
  return roleOf(properties, isServerless ? logicalId : undefined, line, scope)
}

const isFunction = /^AWS::(Serverless|Lambda)::Function$/

/** The roles made by the template that several of its functions have, by their logical ids. */
export function sharedRoles(scope: Scope): ReadonlySet<string> {
  const roles = entriesOf(scope.document.resources).flatMap(([logicalId, { node }]) => {
    const role = isFunction.test(writtenText(at(node, 'Type')) ?? '') ? functionRole(logicalId, scope) : undefined
    return role?.kind === 'resource' ? [role.logicalId] : []
  })
  const seen = new Set<string>()
  return new Set(roles.filter((each) => seen.has(each) || !seen.add(each)))
}
