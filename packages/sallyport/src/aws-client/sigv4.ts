import { crypto } from '../builtin.ts'
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

const hash = (text: string) => crypto().createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => crypto().createHmac('sha256', key).update(text).digest()

/**
 * A Signature Version 4 signer: gives the headers to send, the request's own and `x-amz-date`, `x-amz-security-token` and
 * `authorization` added. The last signing key is kept, since it changes once a day.
 * Source: IAM User Guide, "Create a signed AWS API request".
 */
export function signer(): (request: SignableRequest, credentials: Credentials, scope: SigningScope) => Record<string, string> {
  let key: string | Buffer
  let keyOf: string

  return ({ method, path, headers: given, body }, { accessKeyId, secretAccessKey, sessionToken }, { region, service, date }) => {
    const time = date.toISOString().replace(/[-:]|\.\d+/g, '')
    const scope = [time.slice(0, 8), region, service, 'aws4_request']
    const headers: Record<string, string> = { ...given, 'x-amz-date': time, ...(sessionToken && { 'x-amz-security-token': sessionToken }) }
    const names = Object.keys(headers).sort()
    const signed = names.join(';')
    const canonical = [method, path, '', ...names.map((name) => `${name}:${headers[name]}`), '', signed, hash(body)]

    const secret = `AWS4${secretAccessKey}`
    const of = [secret, ...scope].join()
    if (of !== keyOf) {
      keyOf = of
      key = scope.reduce<string | Buffer>(hmac, secret)
    }
    const toSign = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash(canonical.join('\n'))]
    const signature = hmac(key, toSign.join('\n')).toString('hex')
    headers['authorization'] =
      `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${signed}, Signature=${signature}`
    return headers
  }
}
