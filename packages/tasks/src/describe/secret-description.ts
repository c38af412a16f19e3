import type { DescribeSecretResponse } from '@aws-sdk/client-secrets-manager'
import type { Account } from '../account/account.ts'
import { missing } from '../place/not-found.ts'
import type { RequestedPlace } from '../place/requested-place.ts'
import { typedCommand } from '../place/typed-command.ts'
import { describedSecret } from '../stored/described-secret.ts'
import { isoDate, present } from './present.ts'

export async function secretDescription(place: RequestedPlace, account: Account) {
  const found = await describedSecret(place.id, account)
  if (found === undefined) throw await missing(place, account)
  const { Name: name = place.name, ARN: arn = place.id, Tags = [], VersionIdsToStages = {} } = found
  return {
    name,
    arn,
    type: 'secret',
    tags: Tags.map(({ Key: key = '', Value: value = '' }) => ({ key, value })),
    versions: Object.entries(VersionIdsToStages).map(([id, stages]) => ({ id, stages })),
    ...present({
      description: found.Description || undefined,
      keyId: found.KmsKeyId,
      createdAt: isoDate(found.CreatedDate),
      changedAt: isoDate(found.LastChangedDate),
      lastReadOn: isoDate(found.LastAccessedDate)?.slice(0, 10),
      owningService: found.OwningService,
      rotation: rotationOf(found),
      deletionAskedAt: isoDate(found.DeletedDate),
      restore: found.DeletedDate && typedCommand('restore', place, account),
    }),
  }
}

function rotationOf({ RotationEnabled, RotationRules, RotationLambdaARN, LastRotatedDate, NextRotationDate }: DescribeSecretResponse) {
  if (RotationEnabled === undefined && RotationLambdaARN === undefined) return undefined
  const days = RotationRules?.AutomaticallyAfterDays
  return {
    enabled: RotationEnabled ?? false,
    ...present({
      schedule: RotationRules?.ScheduleExpression ?? (days === undefined ? undefined : `every ${days} days`),
      function: RotationLambdaARN,
      rotatedAt: isoDate(LastRotatedDate),
      nextAt: isoDate(NextRotationDate),
    }),
  }
}
