import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { behindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'

const client = new SecretsManagerClient({})

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const cached = behindAMap(async (name) => (await client.send(new GetSecretValueCommand({ SecretId: name }))).SecretString, ttlSeconds)
    return () => Promise.all(names.map(cached))
  },
}
