import { inLanes } from '../cache/in-lanes.ts'
import type { ReadInBatches } from '../cache/joining.ts'
import { passes } from '../cache/passing.ts'
import type { FoundPlace } from '../place/found-place.ts'
import type { SallyportError } from '../sallyport-error.ts'
import { refusedIn } from './answer.ts'
import type { AwsCall } from './client.ts'
import { secretReading } from './secrets-manager.ts'

interface Found {
  readonly SecretValues?: readonly Readonly<Record<string, unknown>>[]
  readonly Errors?: readonly { readonly SecretId: string; readonly ErrorCode: string; readonly Message: string }[]
}

/** Secrets in one call. Source: Secrets Manager API Reference, "BatchGetSecretValue". */
const mostSecrets = 20

/** Milliseconds for which no batch is tried after one was throttled: single reads have a quota of their own, a hundred times as high. */
const throttledMs = 60_000

/** By client: when the next batch may be tried; never where the role may not make any. */
const nextBatchAt = new WeakMap<AwsCall, number>()

/**
 * Reads the secrets of one tick by `BatchGetSecretValue`, twenty a call: given as `batch` to a declaration. A version of its own, and
 * what a batch says nothing of, is read by itself; all of them are when the role may not make batches, or they are throttled.
 */
export const batch: ReadInBatches = (call, ask, places, now) => {
  const mayBatch = now() >= (nextBatchAt.get(call) ?? 0)
  const groups: FoundPlace[][] = []
  for (const place of places) {
    const { batch: isAsked, versionId, versionStage } = place.version
    if (!mayBatch || !isAsked || versionId || versionStage) continue
    const group = groups.find((each) => each.length < mostSecrets && accountOf(each[0]) === accountOf(place))
    if (group) group.push(place)
    else groups.push([place])
  }
  const batches = groups
    .filter((group) => group.length > 1)
    .map((group) => ({
      group,
      // The error as a value: a secret whose turn comes late does not leave a rejection that no one hears.
      answer: call(group, 'secretsmanager.BatchGetSecretValue', { SecretIdList: group.map(({ id }) => id) }).catch(
        (error: SallyportError) => error,
      ),
    }))

  return inLanes(places, async (place) => {
    const answer = await batches.find(({ group }) => group.includes(place))?.answer
    if (answer === undefined) return ask(place)
    if (!('body' in answer)) {
      if (passes(answer) && answer.code !== 'THROTTLED') throw answer
      nextBatchAt.set(call, answer.code === 'THROTTLED' ? now() + throttledMs : Number.POSITIVE_INFINITY)
      return ask(place)
    }
    const { SecretValues = [], Errors = [] } = answer.body as Found // the operation's own form
    const found = SecretValues.find(({ Name, ARN }) => Name === place.id || ARN === place.id)
    if (found) return secretReading(answer, found)
    const error = Errors.find(({ SecretId }) => SecretId === place.id)
    if (error) throw refusedIn(answer, place, error.ErrorCode, error.Message)
    return ask(place)
  })
}

const accountOf = (place: FoundPlace | undefined) => place?.id.split(':')[4]
