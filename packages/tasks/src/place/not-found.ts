import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { shellWord } from '../shell-word.ts'
import { TaskError } from '../task-error.ts'
import type { RequestedPlace } from './requested-place.ts'

/** Gives AWS's answer that there is no such secret or parameter as an error that names it and says where it was looked for. */
export function namingMissing(place: Pick<RequestedPlace, 'called' | 'name' | 'similar'>, { account }: Pick<TaskContext, 'account'>) {
  return async (error: unknown): Promise<never> => {
    if (!isNamed(error, 'ResourceNotFoundException', 'ParameterNotFound', 'ParameterVersionNotFound')) throw error
    if (isWithoutValue(error)) {
      throw new TaskError('NOT_FOUND', {
        message: `${place.called} does not have a value yet: run "sallyport put ${shellWord(place.name)}"`,
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

export async function missing(
  { called, name, similar }: Pick<RequestedPlace, 'called' | 'name' | 'similar'>,
  account: TaskContext['account'],
  cause?: unknown,
): Promise<TaskError> {
  const { accountId, region } = await account.describe()
  const local = account.target === 'local' ? ' --local' : ''
  const meant = similar === undefined ? '' : `did you mean ${similar}? Or `
  return new TaskError('NOT_FOUND', {
    message: `${called} does not exist in account ${accountId}, region ${region}: ${meant}run "sallyport list${local}" to see what does, or "sallyport put ${shellWord(name)}${local}" to store it`,
    cause,
  })
}
