import type { Account } from '../account/account.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { TaskError } from '../task-error.ts'
import type { StoredVersion } from './versions.ts'

/** The version of this id, of so much of its beginning that it is the only one, or of this stage or label. */
export function versionNamed(asked: string, versions: readonly StoredVersion[]): StoredVersion | undefined {
  const exact = versions.find(({ id, stages }) => id === asked || stages.includes(asked))
  const beginning = versions.filter(({ id }) => asked.length >= 8 && id.startsWith(asked))
  return exact ?? (beginning.length === 1 ? beginning[0] : undefined)
}

/**
 * @param which `one version 12345678`
 * @param input by which it was asked for
 */
export function noVersion(place: RequestedPlace, which: string, input: string, account: Pick<Account, 'target'>): TaskError {
  return new TaskError('NOT_FOUND', {
    message: `${place.called} does not have ${which}: run "${typedCommand('history', place, account)}" and give \`${input}\` one that stands there`,
  })
}
