import { awsError } from '../../aws-error.ts'
import { list, structure } from '../../shapes/containers.ts'
import { text } from '../../shapes/scalars.ts'
import type { Tag } from './secret-record.ts'

/** Source: Secrets Manager User Guide, "Secrets Manager quotas", and General Reference, "Tagging AWS resources". */
const mostTags = 50

export function tagList() {
  return list(structure({ Key: tagKey(), Value: text({ max: 256 }) }))
}

export function tagKey() {
  return text({ min: 1, max: 128 })
}

export function checkTags(tags: readonly Tag[]): void {
  if (tags.length > mostTags) throw awsError('InvalidParameterException', `A secret may have at most ${mostTags} tags.`)
  const keys = new Set(tags.map(({ Key }) => Key))
  if (keys.size < tags.length) throw awsError('InvalidParameterException', 'A tag key stands twice in the request.')
  if (tags.some(({ Key }) => /^aws:/i.test(Key))) {
    throw awsError('InvalidParameterException', 'A tag key must not begin with aws:, which is reserved for AWS.')
  }
}
