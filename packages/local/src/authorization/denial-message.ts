import type { Permission } from '../operation.ts'

/**
 * A refusal in AWS's words.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(callerArn: string, { action, resource, shownAs = resource }: Permission, denial: Denial): string {
  const on = shownAs === null ? '' : ` on resource: ${shownAs}`
  return `User: ${callerArn} is not authorized to perform: ${action}${on}${reason(action, denial)}`
}

export interface Denial {
  readonly isExplicit: boolean
  /** Which kind of policy decided; a refusal names one, never how many. */
  readonly by: 'identity-based policy' | 'trust policy'
}

function reason(action: string, { isExplicit, by }: Denial): string {
  if (by === 'trust policy') return '' // AssumeRole does not say why, so that nobody learns whether a role exists
  if (isExplicit) return ` with an explicit deny in an ${by}`
  return ` because no ${by} allows the ${action} action`
}
