import { awsError } from '../aws-error.ts'
import type { Roles } from '../services/iam/roles.ts'
import { readSignature } from '../sigv4/read-signature.ts'
import type { Signature } from '../sigv4/signature.ts'
import { SigningKeys } from '../sigv4/signing-keys.ts'
import { verifySignature } from '../sigv4/verify-signature.ts'
import type { WireRequest } from '../wire/protocol.ts'
import type { Caller, UserCaller } from './caller.ts'
import type { SessionTokens } from './session-tokens.ts'
import type { Users } from './users.ts'

export interface Authenticated {
  readonly caller: Caller
  /** Of the credential scope: which region's state the request is for. */
  readonly region: string
}

interface Authority {
  readonly users: Users
  readonly tokens: SessionTokens
  /** Who a request is when nothing is checked. */
  readonly administrator: UserCaller
  readonly defaultRegion: string
  rolesOf(accountId: string): Roles
}

/** Tells who sent a request. Signatures and sessions keep real time. */
export class Authenticator {
  readonly #authority: Authority
  readonly #signingKeys = new SigningKeys()

  constructor(authority: Authority) {
    this.#authority = authority
  }

  /**
   * @param service the signing name of the service the request is for
   * @throws AwsError as AWS's gate refuses: no signature, an incomplete or wrong one, an unknown key, an expired session
   */
  authenticate(request: WireRequest, service: string, now: Date = new Date()): Authenticated {
    const signature = readSignature(request)
    if (signature === undefined) throw awsError('MissingAuthenticationTokenException', 'Missing Authentication Token')
    const { caller, secretAccessKey } = this.#credentials(signature, now)
    verifySignature(request, { signature, secretAccessKey, service, signingKeys: this.#signingKeys, now })
    return { caller, region: signature.region }
  }

  /** For `auth: 'off'`: a session and a key of this server's are who they say, anybody else is the first account's administrator. */
  trust(request: WireRequest): Authenticated {
    const { administrator, defaultRegion, tokens, users } = this.#authority
    const signature = claimedSignature(request)
    if (signature === undefined) return { caller: administrator, region: defaultRegion }
    const { accessKeyId, sessionToken, region } = signature
    const known = sessionToken === undefined ? users.withAccessKey(accessKeyId) : tokens.open(sessionToken)
    return { caller: known?.caller ?? administrator, region }
  }

  #credentials({ accessKeyId, sessionToken }: Signature, now: Date): { caller: Caller; secretAccessKey: string } {
    if (sessionToken === undefined) return this.#authority.users.withAccessKey(accessKeyId) ?? unknownToken()
    const session = this.#authority.tokens.open(sessionToken) ?? unknownToken()
    const { accountId, roleName, roleId, accessKeyId: ownKey } = session.caller
    if (ownKey !== accessKeyId) return unknownToken()
    if (session.expiresAt <= now.getTime()) {
      throw awsError('ExpiredTokenException', 'The security token included in the request is expired')
    }
    // a role that was deleted, or made anew under its name, has no sessions
    return this.#authority.rolesOf(accountId).find(roleName)?.id === roleId ? session : unknownToken()
  }
}

function unknownToken(): never {
  throw awsError('UnrecognizedClientException', 'The security token included in the request is invalid.')
}

function claimedSignature(request: WireRequest): Signature | undefined {
  try {
    return readSignature(request)
  } catch {
    return undefined // with `auth: 'off'` a suite may send anything as its credentials
  }
}
