import { awsError } from '../../aws-error.ts'

/** Source: Systems Manager API Reference, "AddTagsToResource" (50 tags, no key that begins with `aws:`). */
const mostTags = 50

interface SentTag {
  readonly Key: string
  readonly Value: string
}

type StoredTags = readonly (readonly [key: string, value: string])[]

/**
 * The tags a parameter has once these are added; one that has the key gets the new value.
 * @throws AwsError `TooManyTagsError`
 */
export function withTags(stored: StoredTags, added: readonly SentTag[]): StoredTags {
  const valueByKey = new Map(stored)
  for (const { Key, Value } of added) valueByKey.set(Key, Value)
  if (valueByKey.size > mostTags)
    throw awsError('TooManyTagsError', `A parameter has at most ${mostTags} tags, this one would have ${valueByKey.size}`)
  return [...valueByKey]
}

/** @throws AwsError `ValidationException` */
export function checkTags(tags: readonly { readonly Key: string }[]): void {
  const keys = new Set(tags.map(({ Key }) => Key))
  if (keys.size < tags.length) throw awsError('ValidationException', 'Tag keys must be unique: give each key once')
  if (tags.length > mostTags) throw awsError('ValidationException', `A parameter has at most ${mostTags} tags, ${tags.length} were sent`)
  const reserved = tags.find(({ Key }) => /^aws:/i.test(Key))
  if (reserved !== undefined)
    throw awsError('ValidationException', `Tag key ${reserved.Key} begins with aws:, which is AWS's own: choose another`)
}
