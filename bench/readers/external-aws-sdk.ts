import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'

const client = new SecretsManagerClient({})

/** What most write: the SDK, then the global fetch. */
export async function answer(): Promise<string> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: process.env['BENCH_SECRET'] }))
  const response = await fetch(process.env['BENCH_API'] as string, { headers: { authorization: `Bearer ${SecretString}` } })
  if (!response.ok) throw new Error(`answered ${response.status}`)
  return response.text()
}
