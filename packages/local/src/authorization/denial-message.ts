import type { Permission } from '../operation.ts'

/** Which kind of policy a refusal names; AWS names one, never how many. */
export type DeniedBy = 'identity-based policy' | 'resource-based policy' | 'trust policy'

/**
 * A refusal in AWS's words.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(callerArn: string, { action, resource, shownAs = resource }: Permission, denial: Denial): string {
  const on = shownAs === null ? '' : ` on resource: ${shownAs}`
  return `User: ${callerArn} is not authorized to perform: ${action}${on}${reason(action, denial)}`
}

export type Denial = { readonly isExplicit: boolean; readonly by: DeniedBy }

function reason(action: string, { isExplicit, by }: Denial): string {
  if (by === 'trust policy') return '' // AssumeRole does not say why, so that nobody learns whether a role exists
  if (isExplicit) return ` with an explicit deny in ${by === 'identity-based policy' ? 'an' : 'a'} ${by}`
  return ` because no ${by} allows the ${action} action`
}
