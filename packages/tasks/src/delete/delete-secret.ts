import type { TaskContext } from '../context.ts'
import { assertOwn } from '../place/assert-own.ts'
import { missing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { pendingDeletion } from '../stored/pending-deletion.ts'

interface HowToDelete {
  readonly force: boolean
  readonly recoveryDays: number | undefined
}

/** @returns until when it can be restored; `undefined` when it cannot */
export async function deleteSecret(place: RequestedPlace, { force, recoveryDays }: HowToDelete, context: TaskContext) {
  const { account } = context
  const found = await describedSecret(place.id, account)
  if (found === undefined) throw await missing(place, account)
  assertOwn(place, found.OwningService)
  if (found.DeletedDate !== undefined && !force) throw pendingDeletion(place, account)
  await context.approve({
    what: force ? `delete ${place.called} for good` : `schedule ${place.called} for deletion`,
    names: [place.name],
    difference: [`- ${place.called}${force ? ', at once and for good' : `, can be restored for ${recoveryDays ?? 30} days`}`],
    stage: place.stage,
    ...(force ? { asks: { name: place.name } } : {}),
  })
  const client = await account.secretsManager()
  const { ARN: arn = place.id, DeletionDate: until } = await client.deleteSecret({
    SecretId: found.ARN ?? place.id, // not by name: forcing would succeed for a name that is not there, and say nothing
    ...(force ? { ForceDeleteWithoutRecovery: true } : recoveryDays === undefined ? {} : { RecoveryWindowInDays: recoveryDays }),
  })
  return { name: found.Name ?? place.name, arn, until: force ? undefined : until?.toISOString() }
}
