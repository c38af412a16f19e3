import { pagesOf } from '../list/pages.ts'
import { describedSecret } from './described-secret.ts'
import type { ServiceReads } from './service-reads.ts'
import type { StoredVersion } from './versions.ts'

export const secretsManager: ServiceReads = {
  async value(id, { versionId, versionStage }, account) {
    const client = await account.secretsManager()
    // always with a version stage or id, so that policies with a condition on them let it pass
    const version =
      versionId === undefined ? { VersionStage: versionStage ?? 'AWSCURRENT' } : { VersionId: versionId, ...staged(versionStage) }
    const {
      ARN: arn = id,
      Name: name = id,
      SecretString: text,
      SecretBinary: bytes,
      VersionId = '',
      VersionStages,
      CreatedDate,
    } = await client.getSecretValue({ SecretId: id, ...version })
    return {
      arn,
      name,
      bytes: bytes ?? Buffer.from(text ?? ''),
      isBinary: text === undefined,
      version: VersionId,
      stages: VersionStages ?? [],
      storedAt: CreatedDate,
      type: 'secret',
    }
  },

  async versions(id, account) {
    const client = await account.secretsManager()
    const found: StoredVersion[] = []
    for await (const { Versions = [] } of pagesOf((next) =>
      client.listSecretVersionIds({ SecretId: id, IncludeDeprecated: true, MaxResults: 100, ...next }),
    ))
      for (const { VersionId = '', VersionStages = [], CreatedDate } of Versions)
        found.push({ id: VersionId, stages: VersionStages, storedAt: CreatedDate, storedBy: undefined })
    return found
  },

  isStored: async (id, account) => (await describedSecret(id, account)) !== undefined,
}

function staged(versionStage: string | undefined): { VersionStage?: string } {
  return versionStage === undefined ? {} : { VersionStage: versionStage }
}
