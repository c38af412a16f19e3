import type { Uses } from '../source/module-uses.ts'
import type { Program } from '../source/syntax-tree.ts'
import { globalObjectUses } from './global-object.ts'
import { runningCode } from './running-code.ts'
import { runningExport } from './running-export.ts'
import { runningGlobal } from './running-global.ts'

/** Something in a bundle that may run code the bundle does not hold, or declare a secret that was not seen. */
export interface Unfollowed {
  /** Where in the bundle. */
  readonly offset: number
  readonly reason: string
  /** Known packages may do it without a secret being lost; what is left of `sallyport` is never excused. */
  readonly isExcusable: boolean
}

/**
 * What a bundle does that its text does not tell the end of. It looks at the bundle, not at the sources: what was dropped cannot
 * run, and what was kept is here, in `try` blocks and packages too.
 */
export function unfollowedIn(program: Program, uses: Uses): Unfollowed[] {
  const followed = new Set(uses.modules.map((use) => use.node))
  return [
    ...uses.modules.flatMap(runningExport),
    ...uses.globals.flatMap(runningGlobal),
    ...runningCode(program, followed),
    ...globalObjectUses(program),
  ]
}
