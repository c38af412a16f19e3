import type { Account } from '../../account.ts'
import { requestTags } from '../../authorization/request-tags.ts'
import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { boolean, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import { tokenInUse } from './add-version.ts'
import { checkKmsKey } from './kms-key-input.ts'
import { notServed } from './not-served.ts'
import { invalidName } from './secret-id.ts'
import type { SecretRecord, SecretValue } from './secret-record.ts'
import { isSameValue } from './secret-versions.ts'
import { checkTags, tagList } from './tag-input.ts'
import { sentToken, sentValue, valueInput } from './value-input.ts'

export const createSecret = operation({
  name: 'CreateSecret',
  input: {
    Name: text({ min: 1, max: 512, pattern: /^[\w/+=.@!-]+$/, refusal: invalidName }),
    ...valueInput,
    Description: optional(text({ max: 2048 })),
    KmsKeyId: optional(text({ max: 2048 })),
    Tags: optional(tagList()),
    AddReplicaRegions: optional(
      list(structure({ Region: optional(text({ min: 1, max: 128 })), KmsKeyId: optional(text({ max: 2048 })) }), { min: 1 }),
    ),
    ForceOverwriteReplicaSecret: optional(boolean()),
    Type: optional(text({ max: 256 })),
  },
  permissions: ({ Name, Description, Tags }, { secrets }) => {
    const resource = secrets.newArn(Name)
    const context = {
      'secretsmanager:Name': Name,
      'secretsmanager:Description': Description,
      ...requestTags(Tags),
    }
    const create = { action: 'secretsmanager:CreateSecret', resource, isNew: true as const, shownAs: Name, context }
    return Tags === undefined || Tags.length === 0 ? [create] : [create, { ...create, action: 'secretsmanager:TagResource' }]
  },
  recorded: ['Name', 'ClientRequestToken', 'Description', 'KmsKeyId', 'Tags'],
  responseElements: ({ ARN }) => ({ arn: ARN }),
  changes: true,
  run({ Name, ClientRequestToken, Description, KmsKeyId, Tags = [], AddReplicaRegions, Type, ...sent }, account) {
    const token = sentToken(ClientRequestToken)
    const value = sentValue(sent)
    checkKmsKey(KmsKeyId)
    checkTags(Tags)
    if (AddReplicaRegions !== undefined) throw notServed('AddReplicaRegions (replicas)')
    if (Type !== undefined) throw notServed('Type (managed external secrets)')
    const existing = account.secrets.peek(Name)
    if (existing !== undefined) return sameAgain(existing, token, value, account)
    const first = value && { id: token, value }
    const record = account.secrets.create({ name: Name, description: Description, kmsKeyId: KmsKeyId, tags: Tags }, first)
    return created(record, first?.id)
  },
})

/** A retry of the request that created it is answered as the first was. Source: Secrets Manager API Reference, "CreateSecret", ClientRequestToken. */
function sameAgain(existing: SecretRecord, token: string, value: SecretValue | undefined, { secrets }: Account) {
  if (existing.deletion !== undefined) {
    throw awsError(
      'InvalidRequestException',
      "You can't create this secret because a secret with this name is already scheduled for deletion.",
    )
  }
  const version = existing.versions.find(({ id }) => id === token)
  if (version === undefined)
    throw awsError('ResourceExistsException', `The operation failed because the secret ${existing.name} already exists.`)
  if (value !== undefined && isSameValue(secrets.valueOf(existing.arn, version), value)) return created(existing, token)
  throw tokenInUse(token, existing)
}

function created({ arn, name }: SecretRecord, versionId: string | undefined) {
  return { ARN: arn, Name: name, VersionId: versionId }
}
