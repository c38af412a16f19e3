import type { TemplateDocument } from '../reading/template-document.ts'
import type { TemplateNode } from '../reading/template-node.ts'
import type { Truth } from './condition.ts'
import type { Value } from './value.ts'

/** How the conditions that hang on parameters are decided: by the parameters' defaults, or not at all, so that every branch is kept. */
export type Branches = 'default' | 'all'

/** What the intrinsic functions of one template are computed with. */
export interface Scope {
  readonly document: TemplateDocument
  readonly branches: Branches
  /** Values in the place of parameters' defaults, pseudo parameters (`AWS::Region`) among them. */
  readonly given: Readonly<Record<string, string>>
  readonly truths: Map<string, Truth>
  /** Values of attributes, so that names that branch are not followed again and again. */
  readonly attributes: Map<string, Value>
  /** What is being computed, to see a cycle. */
  readonly underway: Set<string>
  /** The value of a node. */
  readonly resolved: (node: TemplateNode) => Value
}

/** How far one name may lead to the next; a longer chain would end in a stack overflow. */
const maxSteps = 50

/** `compute`, unless it is underway already: then a name leads back to itself, or through too many others. */
export function guarded<Result>(scope: Scope, what: string, compute: () => Result, refused: (reason: string) => Result): Result {
  if (scope.underway.has(what)) return refused(`refers to ${what}, which leads back to itself`)
  if (scope.underway.size >= maxSteps) return refused(`refers to ${what}, which is reached through more than ${maxSteps} others`)
  scope.underway.add(what)
  try {
    return compute()
  } finally {
    scope.underway.delete(what)
  }
}
