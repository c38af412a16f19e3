import { inLanes } from '../cache/in-lanes.ts'
import type { ReadAll } from '../cache/joining.ts'
import type { AwsCall } from './client.ts'

/** Reads secrets of Secrets Manager. Source: Secrets Manager API Reference, "GetSecretValue". */
export const secretsManagerReader =
  (call: AwsCall): ReadAll =>
  (places) =>
    inLanes(places, async (place) => {
      // Always with its stage: a policy's condition on secretsmanager:VersionStage sees only what was sent.
      const answer = await call([place], 'secretsmanager.GetSecretValue', { SecretId: place.id, VersionStage: 'AWSCURRENT' })
      const { SecretString, SecretBinary, VersionId } = answer.body as { readonly [Field in string]?: string } // the operation's own form
      return answer.reading(SecretString ?? Buffer.from(`${SecretBinary}`, 'base64'), VersionId)
    })
