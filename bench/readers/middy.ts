import middy from '@middy/core'
import secretsManager from '@middy/secrets-manager'
import { invoked, keyed } from './middy-invocation.ts'
import type { Reader } from './reader.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const fetchData = keyed(names)
    return invoked(fetchData, (handler) =>
      middy(handler).use(secretsManager({ fetchData, cacheExpiry: ttlSeconds * 1000, setToContext: true })),
    )
  },
  one: (name) => reader.all([name]), // a whole run of the middleware: it has no other way to its values
}
