import { identityOf } from '../explain/identity.ts'

/**
 * Who an ARN is, the same for what CloudTrail and what Parameter Store tells: `ann` of a user, `ci-role/session` of a role.
 * @param arn what is none stays as it is
 */
export function storerName(arn: string): string {
  const { user, role, session } = identityOf(arn)
  if (role !== undefined) return session === undefined ? role : `${role}/${session}`
  return user ?? arn.replace(/^arn:[^:]+:(?:iam|sts)::\d+:/, '')
}
