/** Whose request was refused, out of its ARN. */
export interface Identity {
  readonly arn: string
  readonly partition: string
  readonly accountId: string
  readonly role: string | undefined
  readonly user: string | undefined
  /** Of a role that was assumed; Lambda takes the function's name (Lambda Developer Guide, "Defining Lambda function permissions with an execution role"). */
  readonly session: string | undefined
}

/** Source: IAM User Guide, "IAM identifiers" (a path may stand before a user's and a role's name, not in an assumed role's ARN). */
export function identityOf(arn: string): Identity {
  const [, partition = 'aws', , , accountId = '', path = ''] = arn.split(':')
  const [kind, ...names] = path.split('/')
  const isAssumed = kind === 'assumed-role'
  return {
    arn,
    partition,
    accountId,
    role: isAssumed ? names[0] : kind === 'role' ? names.at(-1) : undefined,
    user: kind === 'user' ? names.at(-1) : undefined,
    session: isAssumed ? names[1] : undefined,
  }
}

/** `role checkout-role`, `user ann`, or what the ARN is. */
export function nameOf({ role, user, arn }: Identity): string {
  if (role !== undefined) return `role ${role}`
  return user === undefined ? arn : `user ${user}`
}
