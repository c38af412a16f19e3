import { pagesOf } from '../list/pages.ts'
import { describedParameter } from './described-parameter.ts'
import type { ServiceReads } from './service-reads.ts'
import type { StoredVersion } from './versions.ts'

export const parameterStore: ServiceReads = {
  async value(id, { versionId, versionStage }, account) {
    const client = await account.parameterStore()
    // Systems Manager API Reference, "GetParameter", Name: "name:version" or "name:label"
    const selector = versionId ?? versionStage
    const { Parameter: parameter } = await client.getParameter({
      Name: selector === undefined ? id : `${id}:${selector}`,
      WithDecryption: true,
    })
    return {
      arn: parameter?.ARN ?? id,
      name: parameter?.Name ?? id,
      bytes: Buffer.from(parameter?.Value ?? ''),
      isBinary: false,
      version: String(parameter?.Version),
      stages: versionStage === undefined ? [] : [versionStage],
      storedAt: parameter?.LastModifiedDate,
      type: parameter?.Type ?? 'SecureString',
    }
  },

  async versions(id, account) {
    const client = await account.parameterStore()
    const found: StoredVersion[] = []
    // without decryption: of a SecureString not even the ciphertext is looked at here
    for await (const { Parameters = [] } of pagesOf((next) =>
      client.getParameterHistory({ Name: id, WithDecryption: false, MaxResults: 50, ...next }),
    ))
      for (const { Version, Labels = [], LastModifiedDate, LastModifiedUser } of Parameters)
        found.push({ id: String(Version), stages: Labels, storedAt: LastModifiedDate, storedBy: LastModifiedUser })
    return found
  },

  isStored: async (id, account) => (await describedParameter(id, account)) !== undefined,
}
