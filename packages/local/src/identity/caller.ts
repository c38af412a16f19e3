/** Who sent a request. */
export type Caller = UserCaller | SessionCaller

export interface UserCaller extends Identified {
  readonly type: 'IAMUser'
  readonly userName: string
}

export interface SessionCaller extends Identified {
  readonly type: 'AssumedRole'
  readonly roleName: string
  readonly roleArn: string
  readonly roleId: string
  readonly sessionName: string
  /** Milliseconds since 1970. */
  readonly issuedAt: number
}

interface Identified {
  readonly accountId: string
  readonly arn: string
  /** `AIDA…` of a user, `AROA…:session` of a session. */
  readonly userId: string
  readonly accessKeyId: string
}

/** The ARN policies and conditions see: a session's is its role's. Source: IAM User Guide, "aws:PrincipalArn". */
export function principalArn(caller: Caller): string {
  return caller.type === 'AssumedRole' ? caller.roleArn : caller.arn
}
