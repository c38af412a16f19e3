import type { RequestContext } from '@sallyport/iam'
import { awsError } from '../../aws-error.ts'

interface Tag {
  readonly Key: string
  readonly Value: string
}

/** The condition keys of a request that sends tags. */
export function tagContext(tags: readonly Tag[]): RequestContext {
  const values = Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]))
  return { ...values, 'aws:TagKeys': tags.length === 0 ? undefined : tags.map(({ Key }) => Key) }
}

/** @throws AwsError `InvalidInput` */
export function checkIamTags(tags: readonly Tag[]): void {
  const keys = new Set<string>()
  for (const { Key } of tags) {
    if (/^aws:/i.test(Key)) throw awsError('InvalidInput', `Tag key ${Key} begins with aws:, which is AWS's own: choose another`)
    if (keys.has(Key.toLowerCase())) {
      throw awsError('InvalidInput', 'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
    }
    keys.add(Key.toLowerCase())
  }
}
