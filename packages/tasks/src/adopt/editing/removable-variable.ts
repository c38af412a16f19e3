import type { EnvironmentReads } from '@sallyport/project'
import type { Proposal } from '../proposing/proposal.ts'
import type { AdoptingFunction } from './adopting-function.ts'
import type { ByHand } from './by-hand.ts'
import type { CodeEdits } from './code-edits.ts'
import { relativeTo } from './relative-to.ts'

/** Why a function still needs a variable; none when it may be taken out. */
export function needsFor(
  { inTemplate, code, obstacle }: AdoptingFunction,
  variable: string,
  proposal: Proposal,
  { replaced }: Pick<CodeEdits, 'replaced'>,
  root: string,
): ByHand[] {
  if (obstacle !== undefined) {
    const its = obstacle(variable)
    return [{ ...its, variable, advice: `${its.advice}${stageAdvice(inTemplate, proposal)}` }]
  }
  const { reads = [], inPackages = [] } = code?.reads ?? {}
  const inTheCode = reads
    .filter(
      (each) => each.variable === undefined || (each.variable === variable && !replaced.has(`${each.file}:${each.line}:${each.column}`)),
    )
    .map((each) => ({ file: relativeTo(root, each.file), line: each.line, variable, advice: adviceOn(each, variable) }))
  const inThePackages = inPackages
    .filter((each) => each.variable === variable)
    .map(({ file, line }) => ({
      file: relativeTo(root, file),
      line,
      variable,
      advice: `is a package that names ${variable} itself: give it the value from ${proposal.exportName}, then take the variable out of the template`,
    }))
  const needs = [...inTheCode, ...inThePackages]
  const isRead = reads.some((each) => each.variable === variable) || isReached(code?.reach, proposal)
  if (needs.length > 0 || isRead) return needs
  const advice = `sets ${variable}, which no code of function ${inTemplate.name} reads: take it out, if no layer needs it`
  const line = inTemplate.environment[variable]?.line ?? inTemplate.line
  return [{ file: relativeTo(root, inTemplate.file), line, variable, advice }]
}

/** Of a template that `cdk synth` writes a person sets the variable by which a name has its stage. */
function stageAdvice({ template, environment }: AdoptingFunction['inTemplate'], { place }: Proposal): string {
  const isSet = environment['SALLYPORT_STAGE'] !== undefined || !place.name.includes('{stage}')
  return isSet || template.cdkApp === undefined ? '' : `, and set SALLYPORT_STAGE, for the {stage} in ${place.name}`
}

function adviceOn({ variable: read, how }: EnvironmentReads['reads'][number], variable: string): string {
  if (read !== undefined) return `reads ${variable} in a way that is to be changed by hand`
  return how === 'assigned'
    ? `sets or deletes variables whose names are not written there: see that ${variable} is none of them, then take it out of the template`
    : `hands on all of process.env, or asks for a name that is computed: see that nothing there needs ${variable}, then take it out of the template`
}

/** Whether the code reads the secret by a handle already. */
export function isReached(reach: NonNullable<AdoptingFunction['code']>['reach'] | undefined, { place }: Proposal): boolean {
  return (
    reach?.secrets.some((each) => each.place.service === place.service && each.place.name === place.name && each.field === place.field) ??
    false
  )
}
