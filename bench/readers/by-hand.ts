import { behindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'
import { signedByHand } from './signed-by-hand.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const cached = behindAMap(async (name) => {
      const input = { SecretId: name, VersionStage: 'AWSCURRENT' }
      return (await signedByHand<{ SecretString: string }>('secretsmanager', 'secretsmanager.GetSecretValue', input)).SecretString
    }, ttlSeconds)
    return () => Promise.all(names.map(cached))
  },
}
