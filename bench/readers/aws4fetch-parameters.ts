import { fetchedBy } from './aws4fetch-call.ts'
import { allBehindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'

const call = fetchedBy('ssm')

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    return allBehindAMap(async () => {
      const input = { Names: names, WithDecryption: true }
      return (await call<{ Parameters: { Value: string }[] }>('AmazonSSM.GetParameters', input)).Parameters.map(({ Value }) => Value)
    }, ttlSeconds)
  },
}
