import type { ReadAll, StoredReading } from '../cache/joining.ts'
import { turns } from '../cache/turns.ts'
import type { Place } from '../place/place.ts'
import { badValue } from '../secret-value/bad-value.ts'
import { Secret } from '../secret-value/secret.ts'
import type { AwsCall } from './client.ts'
import type { Environment } from './credentials/environment.ts'
import { refusal } from './refusal.ts'

/** Reads secrets of Secrets Manager. Source: Secrets Manager API Reference, "GetSecretValue". */
export function secretsManagerReader(call: AwsCall, env: Environment): ReadAll {
  async function read(place: Place): Promise<StoredReading> {
    // Always with its stage: a policy's condition on secretsmanager:VersionStage sees only what was sent.
    const answer = await call('secretsmanager', 'GetSecretValue', { SecretId: place.name, VersionStage: 'AWSCURRENT' })
    if ('failed' in answer) throw refusal(answer, place, env)
    const { SecretString, VersionId } = answer.body
    if (typeof SecretString !== 'string') throw badValue(place.name, 'is not text (SecretString)')
    return { ...answer, stored: new Secret(SecretString), version: String(VersionId) }
  }

  return (places) => {
    const turn = turns(places.length)
    return places.map((place) => turn(() => read(place)))
  }
}
