import { getParametersByName } from '@aws-lambda-powertools/parameters/ssm'
import type { Reader } from './reader.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const options = Object.fromEntries(names.map((name) => [name, {}]))
    return async () => Object.values(await getParametersByName(options, { decrypt: true, maxAge: ttlSeconds }))
  },
}
