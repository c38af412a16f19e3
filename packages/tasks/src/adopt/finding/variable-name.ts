import { wordsOf } from './words.ts'

/** What the name of a variable says of its value. */
export type Said = 'secret' | 'public' | 'nothing'

/** Last words of names that hold a secret. */
const secretWords = new Set(
  'key apikey secret token password passwd passphrase pwd pass credential credentials dsn pat privatekey'.split(' '),
)

/** Words behind them that only say how the value is written, or for whom. */
const formWords = new Set('value plain plaintext base64 b64 pem json hex dev test prod production staging live current old new'.split(' '))

/** Words before `key` of what is no credential: columns of a table, places in a cache, names of objects, keys of AWS that are names. */
const plainKeys = new Set(
  'public publishable partition sort primary foreign hash range cache object s3 bucket row index lookup sorting group kms routing'.split(
    ' ',
  ),
)

/** Words before `token` of what pages through a list. Source: AWS's own request parameters (ClientRequestToken, NextToken, …). */
const plainTokens = new Set('next continuation change request client public pagination max'.split(' '))

/** Last words of names whose value is meant to be seen, however random it looks. */
const publicWords = new Set(
  'id ids arn name names url uri endpoint host path file folder prefix version hash sha digest checksum commit bucket table queue topic region algorithm type level'.split(
    ' ',
  ),
)

/**
 * What a variable's name says.
 * @example
 * saidByName('PAYMENTS_API_KEY') // 'secret'
 * saidByName('KMS_KEY_ID') // 'public'
 */
export function saidByName(name: string): Said {
  const words = wordsOf(name)
  if (words.some((word) => word === 'public' || word === 'publishable')) return 'public'
  while (words.length > 1 && (formWords.has(words.at(-1) ?? '') || /^v?\d+$/.test(words.at(-1) ?? ''))) words.pop()
  const [before = '', last = ''] = [words.at(-2), words.at(-1)]
  if (publicWords.has(last)) return 'public'
  if (before === 'connection' && last === 'string') return 'secret'
  if (!secretWords.has(last)) return 'nothing'
  if (last === 'key' && plainKeys.has(before)) return 'public'
  return last === 'token' && plainTokens.has(before) ? 'public' : 'secret'
}
