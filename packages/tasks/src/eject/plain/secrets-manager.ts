import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { regionIn } from './place.ts'
import type { Stored } from './stored.ts'
import type { VersionOptions } from './version.ts'

const secretsManagers = new Map<string | undefined, SecretsManagerClient>()

export async function readSecret(name: string, { versionId, versionStage }: VersionOptions): Promise<Stored> {
  const { region } = regionIn(name)
  const client = secretsManagers.get(region) ?? new SecretsManagerClient(regionIn(name))
  secretsManagers.set(region, client)
  const stage = versionStage ?? (versionId === undefined ? 'AWSCURRENT' : undefined)
  const command = new GetSecretValueCommand({ SecretId: name, VersionId: versionId, VersionStage: stage })
  const { SecretString, SecretBinary } = await client.send(command)
  return { text: SecretString, bytes: SecretBinary }
}
