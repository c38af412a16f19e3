import { inLanes } from '../cache/in-lanes.ts'
import type { ReadAll } from '../cache/joining.ts'
import { readingOf } from '../secret-value/stored-reading.ts'
import type { AwsCall } from './client.ts'

/** Reads secrets of Secrets Manager. Source: Secrets Manager API Reference, "GetSecretValue". */
export const secretsManagerReader =
  (call: AwsCall): ReadAll =>
  (names) =>
    inLanes(names, async (name) => {
      // Always with its stage: a policy's condition on secretsmanager:VersionStage sees only what was sent.
      const answer = await call('secretsmanager', [name], 'GetSecretValue', { SecretId: name, VersionStage: 'AWSCURRENT' })
      const { SecretString, VersionId } = answer.body
      return readingOf(answer, SecretString, VersionId)
    })
