import { taskErrorOf } from '../account/aws-error.ts'
import { readerOf } from '../audit/reader.ts'
import { requestText, type TrailEvent } from '../audit/trail-event.ts'
import { trailEvents } from '../audit/trail-events.ts'
import type { TaskContext } from '../context.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import type { StoredVersion } from '../stored/versions.ts'
import { storerName } from './storer-name.ts'

/** Operations that store a version, whose request token becomes its id. */
const storingEventNames = ['PutSecretValue', 'CreateSecret', 'UpdateSecret', 'RotateSecret']

/** Days that events are kept to be looked up. Source: CloudTrail API Reference, "LookupEvents". */
const keptDays = 90

type WhoStored = { readonly by: (version: StoredVersion) => string | undefined } | { readonly unknown: string }

/** Who stored which version: Parameter Store keeps it; of a secret CloudTrail tells, for as long as it keeps events. */
export async function whoStored(place: RequestedPlace, versions: readonly StoredVersion[], context: TaskContext): Promise<WhoStored> {
  if (place.service === 'ssm') return { by: ({ storedBy }) => (storedBy === undefined ? undefined : storerName(storedBy)) }
  const to = context.now()
  const keptFrom = to.getTime() - keptDays * 86_400_000
  const oldest = Math.min(to.getTime() - 60_000, ...versions.flatMap(({ storedAt }) => storedAt?.getTime() ?? []))
  try {
    const from = new Date(Math.max(keptFrom, oldest - 60_000))
    const events = await trailEvents(storingEventNames, { from, to }, context)
    const nameById = new Map(events.filter(({ errorCode }) => errorCode === undefined).map((event) => [tokenOf(event), storerOf(event)]))
    return { by: ({ id }) => nameById.get(id) }
  } catch (error) {
    const failure = await taskErrorOf(error, context.account)
    if (failure?.code !== 'DENIED') throw error
    return { unknown: failure.message } // the versions themselves were allowed to be seen
  }
}

/** An event of an AWS service has no ARN. Source: CloudTrail User Guide, "CloudTrail userIdentity element". */
function storerOf(event: TrailEvent): string {
  const { arn } = event.userIdentity
  return arn === undefined ? readerOf(event).name : storerName(arn)
}

/** Secrets Manager API Reference, "PutSecretValue", ClientRequestToken: it becomes the version's id. */
function tokenOf(event: TrailEvent): string {
  return requestText(event, 'clientRequestToken') ?? ''
}
