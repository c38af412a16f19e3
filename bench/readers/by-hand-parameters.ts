import { allBehindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'
import { signedByHand } from './signed-by-hand.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    return allBehindAMap(async () => {
      const input = { Names: names, WithDecryption: true }
      const { Parameters } = await signedByHand<{ Parameters: { Value: string }[] }>('ssm', 'AmazonSSM.GetParameters', input)
      return Parameters.map(({ Value }) => Value)
    }, ttlSeconds)
  },
}
