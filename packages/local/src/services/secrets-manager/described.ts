import type { WireObject } from '../../wire/wire-value.ts'
import type { SecretRecord } from './secret-record.ts'

/** What DescribeSecret and ListSecrets tell alike. A member there is nothing to say of is absent. */
export function described({
  arn,
  name,
  description,
  kmsKeyId,
  tags,
  wasTagged,
  owningService,
  deletion,
  ...dates
}: SecretRecord): WireObject {
  return {
    ARN: arn,
    Name: name,
    Description: description === '' ? undefined : description,
    KmsKeyId: kmsKeyId,
    LastChangedDate: new Date(dates.lastChangedAt),
    LastAccessedDate: dates.lastAccessedDay === undefined ? undefined : new Date(dates.lastAccessedDay),
    DeletedDate: deletion && new Date(deletion.askedAt),
    Tags: tags.length > 0 || wasTagged ? tags.map(({ Key, Value }) => ({ Key, Value })) : undefined,
    OwningService: owningService,
    CreatedDate: new Date(dates.createdAt),
  }
}

/** The versions that have a stage; `undefined` for a secret that never had a value. */
export function stagesByVersion({ versions }: SecretRecord): WireObject | undefined {
  const staged = versions.filter(({ stages }) => stages.length > 0)
  return staged.length === 0 ? undefined : Object.fromEntries(staged.map(({ id, stages }) => [id, stages]))
}
