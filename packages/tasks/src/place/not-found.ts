import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { TaskError } from '../task-error.ts'
import type { RequestedPlace } from './requested-place.ts'
import { typedCommand, typedLine } from './typed-command.ts'

type Missed = Pick<RequestedPlace, 'called' | 'name' | 'service' | 'similar'>

/** Gives AWS's answer that there is no such secret or parameter as an error that names it and says where it was looked for. */
export function namingMissing(place: Missed, { account }: Pick<TaskContext, 'account'>) {
  return async (error: unknown): Promise<never> => {
    if (!isNamed(error, 'ResourceNotFoundException', 'ParameterNotFound', 'ParameterVersionNotFound')) throw error
    if (isWithoutValue(error)) {
      throw new TaskError('NOT_FOUND', {
        message: `${place.called} does not have a value yet: run "${putting(place, account)}"`,
        cause: error,
      })
    }
    throw await missing(place, account, error)
  }
}

/** Whether there is a secret, and it has no value yet: AWS answers the same code, and tells it in words. */
export function isWithoutValue({ message }: Error): boolean {
  return /secret value for staging label: AWSCURRENT/.test(message)
}

export async function missing(place: Missed, account: TaskContext['account'], cause?: unknown): Promise<TaskError> {
  const { called, similar } = place
  const { accountId, region } = await account.describe()
  const meant = similar === undefined ? '' : `did you mean ${similar}? Or `
  return new TaskError('NOT_FOUND', {
    message: `${called} does not exist in account ${accountId}, region ${region}: ${meant}run "${typedLine(['list'], account)}" to see what does, or "${putting(place, account)}" to store it`,
    cause,
  })
}

/** By its name: AWS alone makes an ARN. */
function putting({ service, name }: Pick<Missed, 'service' | 'name'>, account: Pick<TaskContext['account'], 'target'>): string {
  return typedCommand('put', { service, id: name }, account)
}
