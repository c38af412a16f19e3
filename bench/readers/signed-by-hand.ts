// The least that reads a secret: one request, signed by hand, over the built-in client.
import type { IncomingMessage } from 'node:http'

const crypto = process.getBuiltinModule('node:crypto')
const hmac = (key: string | Buffer, text: string) => crypto.createHmac('sha256', key).update(text).digest()
const sha256 = (text: string) => crypto.createHash('sha256').update(text).digest('hex')

export function signedByHand<T>(service: string, target: string, input: object): Promise<T> {
  const endpoint = new URL(process.env['AWS_ENDPOINT_URL'] as string) // the bench sets it
  const region = process.env['AWS_REGION'] as string // the bench sets it
  const body = JSON.stringify(input)
  const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const day = date.slice(0, 8)
  const type = 'application/x-amz-json-1.1'
  const names = 'content-type;host;x-amz-date;x-amz-target'
  const canonical = `POST\n/\n\ncontent-type:${type}\nhost:${endpoint.host}\nx-amz-date:${date}\nx-amz-target:${target}\n\n${names}\n${sha256(body)}`
  const scope = `${day}/${region}/${service}/aws4_request`
  const key = [day, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${process.env['AWS_SECRET_ACCESS_KEY']}`)
  const signature = crypto
    .createHmac('sha256', key)
    .update(`AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`)
    .digest('hex')
  const headers = {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'x-amz-date': date,
    'x-amz-target': target,
    authorization: `AWS4-HMAC-SHA256 Credential=${process.env['AWS_ACCESS_KEY_ID']}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
  const { request } = endpoint.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
  return new Promise((resolve, reject) => {
    request(endpoint, { method: 'POST', headers }, (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const answer = JSON.parse(Buffer.concat(chunks).toString())
        if (response.statusCode === 200) resolve(answer)
        else reject(Object.assign(new Error('refused'), { code: answer.__type }))
      })
    })
      .on('error', reject)
      .end(body)
  })
}
