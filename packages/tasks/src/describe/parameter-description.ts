import type { Account } from '../account/account.ts'
import { parameterArn } from '../account/arn.ts'
import { missing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { describedParameter } from '../stored/described-parameter.ts'
import { isoDate, present } from './present.ts'

/** Systems Manager User Guide, "Managing parameter tiers" and "SecureString parameters": the key a SecureString has when none is chosen. */
const defaultKey = 'alias/aws/ssm'

export async function parameterDescription(place: RequestedPlace, account: Account) {
  const found = await describedParameter(place.id, account)
  if (found === undefined) throw await missing(place, account)
  const { Name: name = place.name, Type = 'SecureString', Version = 0, ARN } = found
  const client = await account.parameterStore()
  const { TagList = [] } = await client.listTagsForResource({ ResourceType: 'Parameter', ResourceId: name })
  return {
    name,
    arn: ARN ?? parameterArn(name, await account.describe()),
    type: Type as string, // the SDK's enumeration, open to types of tomorrow
    tags: TagList.map(({ Key: key = '', Value: value = '' }) => ({ key, value })),
    versions: [{ id: String(Version), stages: [] }],
    ...present({
      description: found.Description || undefined,
      keyId: found.KeyId === defaultKey ? undefined : found.KeyId,
      changedAt: isoDate(found.LastModifiedDate),
      tier: found.Tier as string | undefined, // as above
    }),
  }
}
