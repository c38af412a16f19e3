import type { Account } from '../account/account.ts'
import { namingMissing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { services } from './services.ts'

/** A version of a secret or a parameter, without its value. */
export interface StoredVersion {
  readonly id: string
  /** Version stages of a secret, labels of a parameter. */
  readonly stages: readonly string[]
  readonly storedAt: Date | undefined
  /** The ARN of who stored it, where the service itself knows: Parameter Store does. */
  readonly storedBy: string | undefined
}

/** Versions, newest first, those without a stage too. @throws TaskError `NOT_FOUND`; AWS's own errors */
export async function versionsOf(place: RequestedPlace, account: Account): Promise<readonly StoredVersion[]> {
  const found = await services[place.service].versions(place.id, account).catch(namingMissing(place, { account }))
  // both services keep at most some hundred, and neither says that it sorts them
  return found.toSorted((a, b) => (b.storedAt?.getTime() ?? 0) - (a.storedAt?.getTime() ?? 0) || byStage(a, b))
}

/** Of two that were stored in one moment, the one that is current is the newer. */
function byStage(a: StoredVersion, b: StoredVersion): number {
  return Number(b.stages.includes('AWSCURRENT')) - Number(a.stages.includes('AWSCURRENT')) || Number(b.id) - Number(a.id) || 0
}
