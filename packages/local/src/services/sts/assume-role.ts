import { mayAssume } from '@sallyport/iam'
import type { Account } from '../../account.ts'
import { awsError } from '../../aws-error.ts'
import type { Caller } from '../../identity/caller.ts'
import { operation } from '../../operation.ts'
import { list, structure } from '../../shapes/containers.ts'
import { integer, text } from '../../shapes/scalars.ts'
import { optional } from '../../shapes/shape.ts'
import type { RoleRecord } from '../iam/roles.ts'

/** Source: STS API Reference, "AssumeRole", DurationSeconds: one hour unless asked, and no more when a session takes on a role. */
const defaultSeconds = 3600

export const assumeRole = operation({
  name: 'AssumeRole',
  input: {
    RoleArn: text({ min: 20, max: 2048 }),
    RoleSessionName: text({ min: 2, max: 64, pattern: /^[\w+=,.@-]*$/ }),
    DurationSeconds: optional(integer({ min: 900, max: 43_200 })),
    ExternalId: optional(text({ min: 2, max: 1224, pattern: /^[\w+=,.@:/-]*$/ })),
    Policy: optional(text({ min: 1 })),
    PolicyArns: optional(list(structure({ arn: optional(text({ min: 20, max: 2048 })) }))),
    Tags: optional(list(structure({ Key: text({ min: 1, max: 128 }), Value: text({ max: 256 }) }), { max: 50 })),
  },
  permissions: ({ RoleArn, RoleSessionName, ExternalId }, account) => {
    const context = { 'sts:RoleSessionName': RoleSessionName, 'sts:ExternalId': ExternalId }
    const role = roleAt(RoleArn, account)
    const resourcePolicy =
      role === undefined ? 'none' : mayAssume(account.roles.trustOf(role), { action: 'sts:AssumeRole', principal: account.caller, context })
    return [{ action: 'sts:AssumeRole', resource: RoleArn, context, resourcePolicy, hidesReason: true }]
  },
  run({ RoleArn, RoleSessionName, DurationSeconds = defaultSeconds, Policy, PolicyArns, Tags }, account) {
    if (Policy !== undefined || PolicyArns !== undefined) throw notServed('session policies (Policy, PolicyArns)')
    if (Tags !== undefined) throw notServed('session tags (Tags)')
    const role = roleAt(RoleArn, account)
    // only without enforcement: otherwise a missing role was refused like one that does not trust the caller
    if (role === undefined) throw awsError('AccessDeniedException', `Role ${RoleArn} does not exist.`)
    checkDuration(DurationSeconds, role, account.caller)
    const session = account.sessions.issue({ roleName: role.name, sessionName: RoleSessionName, durationSeconds: DurationSeconds })
    return {
      Credentials: {
        AccessKeyId: session.accessKeyId,
        SecretAccessKey: session.secretAccessKey,
        SessionToken: session.sessionToken,
        Expiration: session.expiration,
      },
      AssumedRoleUser: { AssumedRoleId: session.assumedRoleId, Arn: session.arn },
    }
  },
})

function roleAt(arn: string, { roles }: Account): RoleRecord | undefined {
  const role = roles.find(arn.slice(arn.lastIndexOf('/') + 1))
  return role?.arn === arn ? role : undefined
}

/** Source: STS API Reference, "AssumeRole" (DurationSeconds), and IAM User Guide, "Roles terms and concepts" (role chaining: one hour). */
function checkDuration(durationSeconds: number, { maxSessionSeconds }: RoleRecord, caller: Caller): void {
  if (durationSeconds > maxSessionSeconds) {
    throw awsError('ValidationException', 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.')
  }
  if (caller.type === 'AssumedRole' && durationSeconds > defaultSeconds) {
    throw awsError(
      'ValidationException',
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    )
  }
}

function notServed(what: string) {
  return awsError('ValidationException', `${what} are not served on loopback yet: leave them out`)
}
