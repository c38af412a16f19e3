import type { Account } from '../account/account.ts'
import { serviceInWords, serviceOfName } from '../secret-services.ts'
import { shellWord } from '../shell-word.ts'
import type { RequestedPlace } from './requested-place.ts'

/**
 * What to type for a command on this place: `sallyport restore dev/stripe --local`.
 * @param more flags with their values, each a word
 */
export function typedCommand(
  task: string,
  { service, id }: Pick<RequestedPlace, 'service' | 'id'>,
  { target }: Pick<Account, 'target'>,
  more: readonly string[] = [],
): string {
  const isSaid = serviceOfName(id) === service
  return typedLine([task, id, ...more, ...(isSaid ? [] : serviceInWords[service].flags)], { target })
}

/** What to type for a command that is about no place: `sallyport list --local`. */
export function typedLine(words: readonly string[], { target }: Pick<Account, 'target'>): string {
  return ['sallyport', ...words, ...(target === 'local' ? ['--local'] : [])].map(shellWord).join(' ')
}
