import { BatchGetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { allBehindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'

const client = new SecretsManagerClient({})

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    return allBehindAMap(async () => {
      const { SecretValues = [] } = await client.send(new BatchGetSecretValueCommand({ SecretIdList: [...names] }))
      return SecretValues.map(({ SecretString }) => SecretString)
    }, ttlSeconds)
  },
}
