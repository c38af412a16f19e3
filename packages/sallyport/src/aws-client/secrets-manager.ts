import type { ReadAll } from '../cache/joining.ts'
import { turns } from '../cache/turns.ts'
import { readingOf } from '../secret-value/stored-reading.ts'
import type { AwsCall } from './client.ts'

/** Reads secrets of Secrets Manager. Source: Secrets Manager API Reference, "GetSecretValue". */
export function secretsManagerReader(call: AwsCall): ReadAll {
  return (names) => {
    const turn = turns(names.length)
    return names.map((name) =>
      turn(async () => {
        // Always with its stage: a policy's condition on secretsmanager:VersionStage sees only what was sent.
        const answer = await call('secretsmanager', [name], 'GetSecretValue', { SecretId: name, VersionStage: 'AWSCURRENT' })
        const { SecretString, VersionId } = answer.body
        return readingOf(name, SecretString, VersionId, answer)
      }),
    )
  }
}
