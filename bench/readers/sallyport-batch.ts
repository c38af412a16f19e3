import { batch, text } from 'sallyport'
import type { Reader } from './reader.ts'

export const reader: Reader = {
  all(names, ttlSeconds = 300) {
    const secrets = names.map((name) => text(name, { ttlSeconds, batch }))
    return () => Promise.all(secrets.map(async (secret) => (await secret.get()).reveal()))
  },
}
