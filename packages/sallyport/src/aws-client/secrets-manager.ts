import { inLanes } from '../cache/in-lanes.ts'
import type { Ask, ReadAll } from '../cache/joining.ts'
import { ownBytes } from '../secret-value/own-bytes.ts'
import type { StoredReading } from '../secret-value/stored-reading.ts'
import { type AwsAnswer, readingOf } from './answer.ts'
import type { AwsCall } from './client.ts'

/** Reads secrets of Secrets Manager. Source: Secrets Manager API Reference, "GetSecretValue". */
export function secretsManagerReader(call: AwsCall, now: () => number): ReadAll {
  const ask: Ask = async (place) => {
    const { versionId, versionStage = versionId ? undefined : 'AWSCURRENT' } = place.version
    // Always with its stage: a policy's condition on secretsmanager:VersionStage sees only what was sent.
    const answer = await call([place], 'secretsmanager.GetSecretValue', {
      SecretId: place.id,
      VersionId: versionId,
      VersionStage: versionStage,
    })
    return secretReading(answer, answer.body)
  }

  return (places) => {
    const batched = places.find(({ version }) => version.batch)
    return batched?.version.batch?.(call, ask, places, now) ?? inLanes(places, ask)
  }
}

/** What an answer says of one secret, in the form of the operations that give values. */
export function secretReading(answer: AwsAnswer, secret: Readonly<Record<string, unknown>>): StoredReading {
  const { SecretString, SecretBinary = '', VersionId } = secret as { readonly [Field in string]?: string }
  return readingOf(answer, SecretString ?? ownBytes(SecretBinary, 'base64'), VersionId)
}
