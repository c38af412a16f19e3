import { awsError } from '../../aws-error.ts'

interface Tag {
  readonly Key: string
  readonly Value: string
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
