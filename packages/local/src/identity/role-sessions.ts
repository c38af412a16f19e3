import { awsError } from '../aws-error.ts'
import type { Roles } from '../services/iam/roles.ts'
import { newSecretAccessKey, uniqueId } from './identifiers.ts'
import type { SessionTokens } from './session-tokens.ts'

export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
  /** `arn:aws:sts::123456789012:assumed-role/NAME/SESSION` */
  readonly arn: string
  /** `AROA…:SESSION` */
  readonly assumedRoleId: string
}

interface SessionRequest {
  readonly roleName: string
  readonly sessionName: string
  readonly durationSeconds: number
}

/** Issues sessions of an account's roles. Whether the caller may have one is asked before. */
export class RoleSessions {
  readonly #accountId: string
  readonly #partition: string
  readonly #roles: Roles
  readonly #tokens: SessionTokens

  constructor({ accountId, partition, roles, tokens }: { accountId: string; partition: string; roles: Roles; tokens: SessionTokens }) {
    this.#accountId = accountId
    this.#partition = partition
    this.#roles = roles
    this.#tokens = tokens
  }

  /**
   * @param now the real clock: sessions keep real time, whatever the test clock says
   * @throws AwsError `NoSuchEntity` when there is no such role
   */
  issue({ roleName, sessionName, durationSeconds }: SessionRequest, now: Date = new Date()): SessionCredentials {
    const role = this.#roles.find(roleName)
    if (role === undefined) throw awsError('NoSuchEntity', `The role with name ${roleName} cannot be found.`, { status: 404 })
    const accessKeyId = uniqueId('ASIA')
    const secretAccessKey = newSecretAccessKey()
    const expiresAt = now.getTime() + durationSeconds * 1000
    // a session's ARN has the role's name without its path
    const arn = `arn:${this.#partition}:sts::${this.#accountId}:assumed-role/${role.name}/${sessionName}`
    const assumedRoleId = `${role.id}:${sessionName}`
    const sessionToken = this.#tokens.issue({
      caller: {
        type: 'AssumedRole',
        accountId: this.#accountId,
        arn,
        userId: assumedRoleId,
        accessKeyId,
        roleName: role.name,
        roleArn: role.arn,
        roleId: role.id,
        sessionName,
        issuedAt: now.getTime(),
      },
      secretAccessKey,
      expiresAt,
    })
    return { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt), arn, assumedRoleId }
  }
}
