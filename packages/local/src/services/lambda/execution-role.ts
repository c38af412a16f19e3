import { mayAssume } from '@sallyport/iam'
import type { Permission } from '../../authorization/permission.ts'
import type { Roles } from '../iam/roles.ts'

/** Of a role's ARN, which may have a path: `arn:aws:iam::123456789012:role/team/checkout`. */
export function roleNameOf(roleArn: string): string {
  return roleArn.slice(roleArn.lastIndexOf('/') + 1)
}

/** Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service". */
export function passRole(roleArn: string): Permission {
  return { action: 'iam:PassRole', resource: roleArn, context: { 'iam:PassedToService': 'lambda.amazonaws.com' } }
}

export const notAssumable = 'The role defined for the function cannot be assumed by Lambda.'

/** Whether Lambda may run functions as `roleArn`: the role is there, by this very ARN, and trusts Lambda. */
export function isExecutionRole(roleArn: string, roles: Roles): boolean {
  const role = roles.find(roleNameOf(roleArn))
  const request = { action: 'sts:AssumeRole', principal: { service: 'lambda.amazonaws.com' }, context: {} } as const
  return role !== undefined && role.arn === roleArn && mayAssume(roles.trustOf(role), request).allowed
}
