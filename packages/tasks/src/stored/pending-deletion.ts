import type { Account } from '../account/account.ts'
import { isNamed } from '../account/is-named.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { TaskError } from '../task-error.ts'

/** AWS's refusal for a secret that waits for its deletion, with the way back; any other failure as it was. */
export function tellingDeletion(place: RequestedPlace, account: Pick<Account, 'target'>) {
  return (error: unknown): never => {
    if (!isNamed(error, 'InvalidRequestException') || !/deletion|deleted/.test(error.message)) throw error
    throw pendingDeletion(place, account, error)
  }
}

export function pendingDeletion(place: RequestedPlace, account: Pick<Account, 'target'>, cause?: unknown): TaskError {
  return new TaskError('PENDING_DELETION', {
    message: `${place.called} is scheduled for deletion: run "${typedCommand('restore', place, account)}", or choose another name`,
    cause,
  })
}
