import middy from '@middy/core'
import ssm from '@middy/ssm'
import { invoked, keyed } from './middy-invocation.ts'
import type { Reader } from './reader.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const fetchData = keyed(names)
    return invoked(fetchData, (handler) => middy(handler).use(ssm({ fetchData, cacheExpiry: ttlSeconds * 1000, setToContext: true })))
  },
}
