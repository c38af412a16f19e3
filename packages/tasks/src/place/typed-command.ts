import type { Account } from '../account/account.ts'
import { shellWord } from '../shell-word.ts'
import type { RequestedPlace } from './requested-place.ts'

/** What to type for a command on this place: `sallyport restore dev/stripe --local`. */
export function typedCommand(
  task: string,
  { service, id }: Pick<RequestedPlace, 'service' | 'id'>,
  { target }: Pick<Account, 'target'>,
  more: readonly string[] = [],
): string {
  const isSaid = service === 'secretsmanager' || id.startsWith('/')
  return ['sallyport', task, shellWord(id), ...more, ...(isSaid ? [] : ['--parameter']), ...(target === 'local' ? ['--local'] : [])].join(
    ' ',
  )
}
