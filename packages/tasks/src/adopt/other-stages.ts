import type { Project } from '@sallyport/project'
import { stageProblem } from '../stage.ts'
import { stageParameterIn } from './editing/stage-parameter.ts'
import { isCarriedOut, type Proposal } from './proposing/proposal.ts'
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
  const ofStage = proposals.filter(
    (each) => isCarriedOut(each) && each.found.origin.kind !== 'reference' && each.place.name.includes('{stage}'),
  )
  if (stage === undefined || ofStage.length === 0) return { notes: [], puts: [] }
  const allowed = templates.flatMap((template) => {
    const name = stageParameterIn(template)
    return template.parameters.find((each) => each.name === name)?.allowedValues ?? []
  })
  const others = [...new Set(allowed)].filter((each) => each !== stage && stageProblem(each) === undefined)
  const names = others.length === 0 ? 'any other stage' : others.join(', ')
  return {
    notes: [`stored for stage ${stage} alone: store the values of ${names} before it is deployed there, or its functions fail`],
    puts: others.flatMap((other) => ofStage.map(({ place }) => putLine(place, other, local))),
  }
}
