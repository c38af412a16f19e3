import type { Permission } from './permission.ts'

/**
 * A refusal in AWS's words.
 * Source: IAM User Guide, "Troubleshoot access denied error messages".
 */
export function denialMessage(callerArn: string, permission: Permission, denial: Denial): string {
  const { action, resource, shownAs = resource } = permission
  const on = shownAs === null ? '' : ` on resource: ${shownAs}`
  return `User: ${callerArn} is not authorized to perform: ${action}${on}${reason(permission, denial)}`
}

export interface Denial {
  readonly isExplicit: boolean
  /** Which kind of policy decided; a refusal names one, never how many. */
  readonly by: 'identity-based policy' | 'resource-based policy'
}

function reason({ action, hidesReason }: Permission, { isExplicit, by }: Denial): string {
  const isOwnDeny = isExplicit && by === 'identity-based policy'
  if (hidesReason && !isOwnDeny) return ''
  return isExplicit ? ` with an explicit deny in ${articleOf[by]} ${by}` : ` because no ${by} allows the ${action} action`
}

const articleOf = { 'identity-based policy': 'an', 'resource-based policy': 'a' } as const satisfies Record<Denial['by'], string>
