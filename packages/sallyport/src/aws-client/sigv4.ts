import type { Credentials } from './credentials/credentials.ts'

/**
 * What is signed. The path is one that signing leaves as it is (`endpointOf` sees to that), there is no query string, and header names
 * are in lower case with values without outer or double spaces: no request of this package is otherwise.
 */
export interface SignableRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

export interface SigningScope {
  readonly region: string
  readonly service: string
  readonly date: Date
}

/**
 * The headers to send, by Signature Version 4: the request's own and `x-amz-date`, `x-amz-security-token` and `authorization` added.
 * The signing key is made anew each time: a function signs once in minutes, and four HMACs are nothing beside a request.
 * Source: IAM User Guide, "Create a signed AWS API request".
 */
export function signedHeaders(
  { method, path, headers: given, body }: SignableRequest,
  { accessKeyId, secretAccessKey, sessionToken }: Credentials,
  { region, service, date }: SigningScope,
): Record<string, string> {
  const { createHmac, hash } = process.getBuiltinModule('node:crypto')
  const sha256 = 'sha256'
  const hmac = (key: string | Buffer, text: string) => createHmac(sha256, key).update(text).digest()

  const time = date.toISOString().replace(/[-:]|\.\d+/g, '')
  const parts = [time.slice(0, 8), region, service, 'aws4_request']
  const scope = parts.join('/')
  const headers = { ...given, 'x-amz-date': time, ...(sessionToken && { 'x-amz-security-token': sessionToken }) }
  const pairs = Object.entries(headers).sort()
  const names = pairs.map(([name]) => name).join(';')
  const canonical = [method, path, '', ...pairs.map((pair) => pair.join(':')), '', names, hash(sha256, body)]
  const key = parts.reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`)
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, hash(sha256, canonical.join('\n'))].join('\n')).toString('hex')
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}
