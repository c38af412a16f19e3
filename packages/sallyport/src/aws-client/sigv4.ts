import type { FoundPlace } from '../place/found-place.ts'
import type { Credentials } from './credentials/credentials.ts'

/**
 * Gives the headers to send: the request's own and `x-amz-date`, `x-amz-security-token` and `authorization` added. `start` is method and
 * path, a line each. The path is one that signing leaves as it is (`endpointOf` sees to that), there is no query string, and header names
 * are in lower case with values without outer or double spaces: no request of this package is otherwise.
 */
export type Sign = (
  start: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  credentials: Credentials,
  scope: Pick<FoundPlace, 'region' | 'service'>,
  date: Date,
) => Record<string, string>

/**
 * Signs by Signature Version 4, and keeps the key that was derived last: it is good for a day.
 * Source: IAM User Guide, "Create a signed AWS API request".
 */
export function signer(): Sign {
  const { createHmac, hash } = process.getBuiltinModule('node:crypto')
  const sha256 = 'sha256'
  const hmac = (key: string | Buffer, text: string) => createHmac(sha256, key).update(text).digest()
  let keyOf = ''
  let key: string | Buffer

  return (start, given, body, { accessKeyId, secretAccessKey, sessionToken }, { region, service }, date) => {
    const time = date.toISOString().replace(/[-:]|\.\d+/g, '')
    const parts = [time.slice(0, 8), region, service, 'aws4_request']
    const scope = parts.join('/')
    const headers = { ...given, 'x-amz-date': time, ...(sessionToken && { 'x-amz-security-token': sessionToken }) }
    const pairs = Object.entries(headers).sort()
    const names = pairs.map(([name]) => name).join(';')
    const canonical = [start, '', ...pairs.map((pair) => pair.join(':')), '', names, hash(sha256, body)]
    if (keyOf !== scope + secretAccessKey) key = parts.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
    keyOf = scope + secretAccessKey
    const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, hash(sha256, canonical.join('\n'))].join('\n')).toString('hex')
    return {
      ...headers,
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
    }
  }
}
