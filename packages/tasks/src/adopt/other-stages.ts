import type { Project } from '@sallyport/project'
import { stageProblem } from '../stage.ts'
import { stageParameterIn } from '../template-policy/stage-parameter.ts'
import { isCarriedOut, type Proposal } from './proposing/proposal.ts'
import { stagesOf } from './proposing/stage-values.ts'
import { putLine } from './put-line.ts'

export interface OtherStages {
  /** What is to be known before it is agreed to. */
  readonly notes: readonly string[]
  /** What to type, so that the other stages have a value too. */
  readonly puts: readonly string[]
}

/** An adoption stores one stage's values, and edits what every stage is deployed from. */
export function otherStages(
  proposals: readonly Proposal[],
  { templates = [] }: Pick<Project, 'templates'>,
  { stage, local }: { stage: string | undefined; local: string },
): OtherStages {
  if (stage === undefined) return { notes: [], puts: [] }
  const ofStage = proposals.filter(
    (each) => isCarriedOut(each) && each.found.origin.kind !== 'reference' && each.place.name.includes('{stage}'),
  )
  const allowed = templates.flatMap((template) => {
    const name = stageParameterIn(template)
    return template.parameters.find((each) => each.name === name)?.allowedValues ?? []
  })
  const told = proposals.flatMap(({ found }) => found.stages.map((each) => each.stage))
  const known = [...new Set([...allowed, ...told])].filter((each) => stageProblem(each) === undefined)
  const open = ofStage.flatMap(({ found, place }) => {
    const has = stagesOf(found, stage)
    const missing = known.filter((each) => !has.includes(each))
    return missing.length === 0 && has.length > 1 ? [] : [{ id: found.id, has: has.join(', '), missing, place }]
  })
  const [first] = open
  if (first === undefined) return { notes: [], puts: [] }
  const others = [...new Set(open.flatMap(({ missing }) => missing))]
  const which = open.length === ofStage.length ? '' : `${open.map(({ id }) => id).join(', ')}: `
  return {
    notes: [
      `${which}stored for stage ${first.has} alone: store the values of ${others.join(', ') || 'any other stage'} before it is deployed there, or its functions fail`,
    ],
    puts: others.flatMap((other) => open.filter(({ missing }) => missing.includes(other)).map(({ place }) => putLine(place, other, local))),
  }
}
