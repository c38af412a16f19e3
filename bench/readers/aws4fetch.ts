import { fetchedBy } from './aws4fetch-call.ts'
import { behindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'

const call = fetchedBy('secretsmanager')

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const cached = behindAMap(
      async (name) => (await call<{ SecretString: string }>('secretsmanager.GetSecretValue', { SecretId: name })).SecretString,
      ttlSeconds,
    )
    return () => Promise.all(names.map(cached))
  },
}
