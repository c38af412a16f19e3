import type { Permission } from '../../../authorization/permission.ts'

/** A right on one policy, refused in IAM's words: `on resource: policy ARN`. */
export function onPolicy(action: string, arn: string): Permission {
  return { action, resource: arn, shownAs: `policy ${arn}` }
}
