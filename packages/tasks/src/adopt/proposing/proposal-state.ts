import type { TaskContext } from '../../context.ts'
import { requestedPlace } from '../../place/requested-place.ts'
import { services } from '../../stored/services.ts'
import { TaskError } from '../../task-error.ts'
import type { ComparedSecrets } from './compared-secrets.ts'
import type { ProposalState, ProposedPlace } from './proposal.ts'
import { isSame } from './similar-places.ts'

/** Whether there is a secret or parameter of the name, without reading its value. */
export async function isThere(place: ProposedPlace, context: TaskContext): Promise<boolean> {
  const { id, service } = await requestedPlace({ name: place.name, parameter: place.service === 'ssm' }, context)
  return services[service].isStored(id, context.account)
}

/** What there is at a place that a value is to go to; a value that is there is read and compared. */
export async function stateOf(
  place: ProposedPlace,
  value: Uint8Array | undefined,
  compared: ComparedSecrets,
  context: TaskContext,
): Promise<ProposalState> {
  if (!(await isThere(place, context))) return value === undefined ? 'valueNeeded' : 'new'
  if (value === undefined) return 'existing' // it was stored before, by whoever typed it
  const stored = await compared.valueAt(place).catch((error: unknown) => {
    if (error instanceof TaskError && error.code === 'NOT_FOUND') return undefined // a secret that has no version yet
    throw error
  })
  if (stored === undefined) return 'new'
  return isSame(stored, value) ? 'same' : 'differs'
}
