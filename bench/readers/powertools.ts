import { getSecret } from '@aws-lambda-powertools/parameters/secrets'
import type { Reader } from './reader.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    return () => Promise.all(names.map((name) => getSecret(name, { maxAge: ttlSeconds })))
  },
  one(name) {
    return () => getSecret(name, { maxAge: 300 })
  },
}
