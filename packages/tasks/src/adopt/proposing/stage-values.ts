import { filledIn } from '../../stage.ts'
import type { FoundSecret } from '../finding/found-secrets.ts'
import type { ProposedPlace } from './proposal.ts'

/** A secret's value in one stage. `stage` is `undefined` where nobody says one. */
export interface StageValue {
  readonly stage: string | undefined
  readonly value: Uint8Array
}

/** Where a secret is in one stage. */
export function placeIn(place: ProposedPlace, stage: string | undefined): ProposedPlace {
  return { ...place, name: filledIn(place.name, stage) }
}

/** The stages that an adoption is for: of a value that is typed the one that was asked for. */
export function stagesOf({ origin, stages }: Pick<FoundSecret, 'origin' | 'stages'>, asked: string | undefined): (string | undefined)[] {
  return origin.kind === 'input' || stages.length === 0 ? [asked] : stages.map(({ stage }) => stage)
}

/** The names of a secret in its stages, that of the stage which was asked for first. */
export function namesInStages(
  found: Pick<FoundSecret, 'origin' | 'stages'>,
  { name }: Pick<ProposedPlace, 'name'>,
  asked: string | undefined,
): [string, ...string[]] {
  const [first, ...others] = stagesOf(found, asked).sort((one, other) => Number(other === asked) - Number(one === asked))
  const names = new Set(others.map((stage) => filledIn(name, stage)))
  const own = filledIn(name, first)
  names.delete(own)
  return [own, ...names]
}
