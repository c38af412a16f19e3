import { createHash, createHmac } from 'node:crypto'
import type { Listening } from './server-process.ts'

/** The bytes of one signed GetSecretValue, ready for a socket; AWS accepts them for 15 minutes. */
export function signedGetSecretValue(
  { port, region, accessKeyId, secretAccessKey }: Listening,
  secretId: string,
  now = new Date(),
): Buffer {
  const body = JSON.stringify({ SecretId: secretId, VersionStage: 'AWSCURRENT' })
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = [date.slice(0, 8), region, 'secretsmanager', 'aws4_request']
  const headers = {
    'content-type': 'application/x-amz-json-1.1',
    host: `localhost:${port}`,
    'x-amz-date': date,
    'x-amz-target': 'secretsmanager.GetSecretValue',
  }
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`
  const key = scope.reduce<string | Buffer>((above, part) => createHmac('sha256', above).update(part).digest(), `AWS4${secretAccessKey}`)
  const signature = createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope.join('/')}\n${sha256(canonical)}`)
    .digest('hex')
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope.join('/')}, SignedHeaders=${names}, Signature=${signature}`
  const head = [...Object.entries({ ...headers, 'content-length': Buffer.byteLength(body), authorization })].map(
    ([name, value]) => `${name}: ${value}`,
  )
  return Buffer.from(`POST / HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`)
}
