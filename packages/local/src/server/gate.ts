import type { IncomingMessage } from 'node:http'
import type { Account, Accounts } from '../account.ts'
import type { Authenticated, Authenticator } from '../identity/authenticate.ts'
import type { OnInternalError } from '../internal-error.ts'
import type { FunctionUrlOwners } from '../services/lambda/function-url/function-url-owners.ts'
import type { WireRequest } from '../wire/protocol.ts'
import { readBody } from './read-body.ts'
import { splitOnce, wireRequest } from './wire-request.ts'

/** What a handler of its own paths (a function's URL) may use of the server. */
export interface Gate {
  /** Whether permissions are enforced. */
  readonly isEnforcing: boolean
  /** The request with its body; `undefined` when that is larger than the limit. */
  received(request: IncomingMessage, limitBytes: number): Promise<WireRequest | undefined>
  /**
   * Who signed it, by the server's `auth` setting.
   * @param service the signing name it must be signed for
   * @throws AwsError as AWS's gate refuses
   */
  authenticate(request: WireRequest, service: string): Authenticated
  /** An account's stores, without anybody asking. */
  at(accountId: string, region: string): Omit<Account, 'caller'>
  readonly functionUrlOwners: FunctionUrlOwners
  readonly onInternalError: OnInternalError
}

interface GateParts extends Pick<Gate, 'isEnforcing' | 'functionUrlOwners' | 'onInternalError'> {
  readonly authenticator: Authenticator
  readonly accounts: Accounts
}

export function gateOf({ isEnforcing, authenticator, accounts, functionUrlOwners, onInternalError }: GateParts): Gate {
  return {
    isEnforcing,
    functionUrlOwners,
    onInternalError,
    received: (request, limitBytes) =>
      new Promise((resolve) => {
        const [path, query] = splitOnce(request.url ?? '/')
        readBody(request, limitBytes, (body) => resolve(body && wireRequest(request, path, query, body)))
      }),
    authenticate: (request, service) => (isEnforcing ? authenticator.authenticate(request, service) : authenticator.trust(request)),
    at: (accountId, region) => accounts.at(accountId, region),
  }
}
