import { isNamed } from '../account/is-named.ts'
import type { TaskContext } from '../context.ts'
import { assertOwn } from '../place/assert-own.ts'
import { missing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { pendingDeletion } from '../stored/pending-deletion.ts'
import { versionsOf } from '../stored/versions.ts'
import { TaskError } from '../task-error.ts'
import { chosenVersion, shown } from './chosen-version.ts'

/** Moves AWSCURRENT to the version; AWSPREVIOUS follows by itself ("UpdateSecretVersionStage"). */
export async function rollbackSecret(place: RequestedPlace, asked: string | undefined, context: TaskContext) {
  const { account } = context
  const described = await describedSecret(place.id, account)
  if (described === undefined) throw await missing(place, account)
  assertOwn(place, described.OwningService)
  if (described.DeletedDate !== undefined) throw pendingDeletion(place, account)
  const versions = await versionsOf(place, account)
  const current = versions.find(({ stages }) => stages.includes('AWSCURRENT'))
  if (current === undefined)
    throw new TaskError('WRONG_USE', { message: `${place.called} does not have a value yet: run "${typedCommand('put', place, account)}"` })
  const target = chosenVersion(place, versions, current, asked, account)
  if (target.stages.includes('AWSPENDING')) {
    throw new TaskError('WRONG_USE', {
      message: `version ${target.id} of ${place.called} is AWSPENDING, a rotation has not finished with it: give another by \`to\``,
    })
  }
  await context.approve({
    what: `roll ${place.called} back`,
    names: [place.name],
    difference: [`- AWSCURRENT ${shown(current)}`, `+ AWSCURRENT ${shown(target)}`],
    stage: place.stage,
  })
  const client = await account.secretsManager()
  await client
    .updateSecretVersionStage({
      SecretId: place.id,
      VersionStage: 'AWSCURRENT',
      MoveToVersionId: target.id,
      RemoveFromVersionId: current.id, // AWS refuses it when another version has become current meanwhile
    })
    .catch((error: unknown) => {
      if (isNamed(error, 'InvalidParameterException')) throw changedMeanwhile(place, account, error)
      throw error
    })
  const after = await describedSecret(place.id, account)
  if (after?.VersionIdsToStages?.[target.id]?.includes('AWSCURRENT') !== true) throw changedMeanwhile(place, account)
  return { from: current.id, to: target.id, version: target.id }
}

function changedMeanwhile(place: RequestedPlace, account: TaskContext['account'], cause?: unknown): TaskError {
  return new TaskError('CONFLICT', {
    message: `${place.called} was changed by someone else in this moment: run "${typedCommand('history', place, account)}", then roll back again`,
    cause,
  })
}
