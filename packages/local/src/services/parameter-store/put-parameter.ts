import type { Account } from '../../account.ts'
import { requestTags } from '../../authorization/request-tags.ts'
import { awsError } from '../../aws-error.ts'
import { operation } from '../../operation.ts'
import { boolean, enumeration, text } from '../../shapes/scalars.ts'
import { optional, sensitive } from '../../shapes/shape.ts'
import { managedKey } from './managed-key.ts'
import { nextVersion } from './new-version.ts'
import { onParameter } from './on-parameter.ts'
import { labelsOf } from './parameter-labels.ts'
import { checkNewName } from './parameter-name.ts'
import { parameterName, parameterTags } from './parameter-shapes.ts'
import { checkTags } from './parameter-tags.ts'
import { keptVersions, type ParameterRecord, type ParameterType } from './parameters.ts'

export const putParameter = operation({
  name: 'PutParameter',
  changes: true,
  input: {
    Name: parameterName(),
    Value: sensitive(text({ min: 1 })),
    Type: optional(enumeration('String', 'StringList', 'SecureString')),
    Description: optional(text({ max: 1024 })),
    KeyId: optional(text({ min: 1, max: 256, pattern: /^[a-zA-Z0-9:/_-]+$/ })),
    Overwrite: optional(boolean()),
    AllowedPattern: optional(text({ max: 1024 })),
    Tags: optional(parameterTags()),
    Tier: optional(enumeration('Standard', 'Advanced', 'Intelligent-Tiering')),
    Policies: optional(text({ min: 1, max: 4096 })),
    DataType: optional(text({ max: 128 })),
  },
  permissions({ Name, Overwrite, Tags = [] }, { parameters }) {
    const tags = requestTags(Tags)
    const overwrite = Overwrite === undefined ? undefined : String(Overwrite)
    const put = onParameter('ssm:PutParameter', Name, parameters, { ...tags, 'ssm:Overwrite': overwrite })
    // Source: Systems Manager User Guide, "Tagging Systems Manager parameters": tags on creation take their own right
    return Tags.length === 0 ? [put] : [put, onParameter('ssm:AddTagsToResource', Name, parameters, tags)]
  },
  run({ Name, KeyId, Overwrite = false, Tags, Policies, ...sent }, account) {
    const { parameters, now, caller } = account
    checkNewName(Name, account)
    if (Policies !== undefined)
      throw awsError('ValidationException', 'Parameter policies are not served on loopback yet: leave Policies out')
    if (Tags !== undefined && Overwrite) throw awsError('ValidationException', tagsWithOverwrite)
    checkTags(Tags ?? [])
    const reference = parameters.reference(Name)
    if (reference === undefined || reference.selector !== undefined) throw new Error('a name that may be created refers to nothing')
    const before = parameters.find(reference)
    if (before !== undefined && !Overwrite) throw awsError('ParameterAlreadyExists', alreadyExists)
    if (before !== undefined) checkRoom(before)
    const { type, ...version } = nextVersion(sent, before)
    checkKey(KeyId, type, account)
    parameters.save(reference.key, {
      name: before?.name ?? Name,
      type,
      ...(before?.labels === undefined ? {} : { labels: before.labels }),
      tags: before?.tags ?? Tags?.map(({ Key, Value }) => [Key, Value] as const) ?? [],
      current: { ...version, modifiedAt: now().getTime(), modifiedBy: caller.arn, sealed: parameters.seal(reference.key, sent.Value) },
    })
    return { Version: version.version, Tier: version.tier }
  },
  responseElements: ({ Version, Tier }) => ({ version: Version, tier: Tier }),
})

/**
 * One version more drops the oldest, but not while it has a label.
 * Source: Systems Manager API Reference, "PutParameter", ParameterMaxVersionLimitExceeded.
 */
function checkRoom({ name, labels, current }: ParameterRecord): void {
  const oldest = current.version - keptVersions + 1
  if (labelsOf(labels, oldest).length === 0) return
  throw awsError(
    'ParameterMaxVersionLimitExceeded',
    `You attempted to create a new version of ${name} by calling the PutParameter API with the overwrite flag. Version ${oldest}, the oldest ` +
      "version, can't be deleted because it has a label associated with it. Move the label to another version of the parameter, and try again.",
  )
}

/** Customer managed keys are not there yet: only the key that AWS manages for Parameter Store. */
function checkKey(keyId: string | undefined, type: ParameterType, { partition, region, id }: Account): void {
  if (keyId === undefined) return
  if (type !== 'SecureString')
    throw awsError('ValidationException', `KeyId is of a SecureString only, this parameter is a ${type}: leave it out`)
  if (keyId !== managedKey && keyId !== `arn:${partition}:kms:${region}:${id}:${managedKey}`) {
    throw awsError(
      'InvalidKeyId',
      `${keyId} is not a key here: leave KeyId out, or give ${managedKey}; customer managed keys are not served yet`,
    )
  }
}

const alreadyExists = 'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.'

const tagsWithOverwrite =
  "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags " +
  'for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.'
