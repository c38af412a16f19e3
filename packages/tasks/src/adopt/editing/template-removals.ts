import type { TemplateChange } from '@sallyport/project'
import { isCarriedOut, type Proposal } from '../proposing/proposal.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { ByHand } from './by-hand.ts'
import type { CodeEdits } from './code-edits.ts'
import type { PlacedChange } from './placed-change.ts'
import { relativeTo } from './relative-to.ts'
import { isReached, needsFor } from './removable-variable.ts'

/** Takes out the variables that nothing needs any more, and tells of the others what does. */
export function templateRemovals(
  functions: readonly AdoptingFunction[],
  { proposals, code, root }: { readonly proposals: readonly Proposal[]; readonly code: CodeEdits; readonly root: string },
): { changes: PlacedChange[]; byHand: ByHand[] } {
  const byHand: ByHand[] = []
  const changes = new Map<string, PlacedChange>()
  for (const proposal of proposals.filter(isCarriedOut)) {
    for (const found of proposal.found.variables) {
      const { variable, line, isGlobal } = found
      // what is set in Globals goes for all functions at once, or not at all
      const held = functions.filter(({ inTemplate }) =>
        isGlobal
          ? inTemplate.environment[variable]?.isGlobal
          : inTemplate.file === found.function.file && inTemplate.logicalId === found.function.logicalId,
      )
      const needs = held.flatMap((each) =>
        isGlobal && !readsAny(each, variable, proposal) ? [] : needsFor(each, variable, proposal, code, root),
      )
      byHand.push(...needs)
      const [first] = held
      if (first === undefined || needs.length > 0) continue
      const at = { file: relativeTo(root, first.inTemplate.file), line, variable }
      const change: TemplateChange = isGlobal
        ? { kind: 'removeGlobalVariable', variable }
        : { kind: 'removeVariable', function: first.inTemplate.logicalId, variable }
      changes.set(JSON.stringify(change), { change, at })
    }
  }
  return { changes: [...changes.values()], byHand }
}

/** A function that has a variable only because all have it, and does not know of it. */
function readsAny({ code, obstacle }: AdoptingFunction, variable: string, proposal: Proposal): boolean {
  if (code === undefined || obstacle !== undefined || isReached(code.reach, proposal)) return true
  const isIn = (each: { variable: string | undefined }) => each.variable === variable || each.variable === undefined
  return code.reads.reads.some(isIn) || code.reads.inPackages.some(isIn)
}
