import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { regionIn } from './place.ts'
import type { Stored } from './stored.ts'

const secretsManagers = new Map<string | undefined, SecretsManagerClient>()

export async function readSecret(name: string): Promise<Stored> {
  const { region } = regionIn(name)
  const client = secretsManagers.get(region) ?? new SecretsManagerClient(regionIn(name))
  secretsManagers.set(region, client)
  const { SecretString, SecretBinary } = await client.send(new GetSecretValueCommand({ SecretId: name, VersionStage: 'AWSCURRENT' }))
  return { text: SecretString, bytes: SecretBinary }
}
