import type { TaskContext } from '../context.ts'
import { put } from '../put/put.ts'
import { TaskError } from '../task-error.ts'
import { comparedSecrets } from './proposing/compared-secrets.ts'
import type { Proposal } from './proposing/proposal.ts'
import { stateOf } from './proposing/proposal-state.ts'
import { placeIn } from './proposing/stage-values.ts'

/**
 * Stores what is not stored yet, one after the other, as `put` does: each is read back and compared. What is stored already is not touched.
 * @returns the names
 */
export async function storeProposals(proposals: readonly Proposal[], context: TaskContext): Promise<string[]> {
  const agreed: TaskContext = { ...context, approve: async () => {} } // all of it was agreed to at once
  const stored: string[] = []
  for (const { state, place: anyStage, kind, values } of proposals) {
    if (state !== 'new') continue
    for (const { stage, value } of values) {
      const place = placeIn(anyStage, stage)
      // between the proposal and the yes there may be minutes, in which somebody else has stored it
      if ((await stateOf(place, value, comparedSecrets(context), context)) !== 'new')
        throw new TaskError('CONFLICT', {
          message: `${place.name} was stored by someone else in this moment: run it again, to see what is there now`,
        })
      const { name } = await put.run(
        { name: place.name, parameter: place.service === 'ssm', kind, value: Buffer.from(value), keepNewline: true },
        agreed,
      )
      context.progress(`stored ${name}, read back and the same`)
      stored.push(name)
    }
  }
  return stored
}
