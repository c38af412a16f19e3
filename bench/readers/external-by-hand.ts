import type { IncomingMessage } from 'node:http'
import { signedByHand } from './signed-by-hand.ts'

/** The key read and the API asked, both by hand. */
export async function answer(): Promise<string> {
  const input = { SecretId: process.env['BENCH_SECRET'], VersionStage: 'AWSCURRENT' }
  const { SecretString } = await signedByHand<{ SecretString: string }>('secretsmanager', 'secretsmanager.GetSecretValue', input)
  const url = new URL(process.env['BENCH_API'] as string) // the bench sets it
  const { request } = url.protocol === 'https:' ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http')
  return new Promise((resolve, reject) => {
    request(url, { headers: { authorization: `Bearer ${SecretString}` } }, (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      response.on('error', reject)
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString())
        else reject(new Error(`answered ${response.statusCode}`))
      })
    })
      .on('error', reject)
      .end()
  })
}
