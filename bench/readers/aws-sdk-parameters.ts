import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm'
import { allBehindAMap } from './behind-a-map.ts'
import type { Reader } from './reader.ts'

const client = new SSMClient({})

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    return allBehindAMap(async () => {
      const { Parameters = [] } = await client.send(new GetParametersCommand({ Names: [...names], WithDecryption: true }))
      return Parameters.map(({ Value }) => Value)
    }, ttlSeconds)
  },
}
