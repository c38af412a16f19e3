import type { RequestContext } from '@sallyport/iam'

/**
 * The condition keys of the tags that a request sends.
 * Source: IAM User Guide, "AWS global condition context keys" (aws:RequestTag/tag-key, aws:TagKeys).
 */
export function requestTags(tags: readonly { readonly Key: string; readonly Value: string }[] = []): RequestContext {
  const values = Object.fromEntries(tags.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value]))
  return { ...values, 'aws:TagKeys': tags.length === 0 ? undefined : tags.map(({ Key }) => Key) }
}
