import type { Account } from '../account.ts'
import type { Permission } from '../authorization/permission.ts'
import type { AwsError } from '../aws-error.ts'
import type { Operation } from '../operation.ts'
import type { Service } from '../service.ts'
import type { WireRequest, WireResponse } from '../wire/protocol.ts'
import type { WireObject } from '../wire/wire-value.ts'

/** One request of one caller to one operation, on its way. */
export interface Call {
  readonly requestId: string
  readonly request: WireRequest
  readonly service: Service
  readonly operation: Operation
  readonly account: Account
  /** Set once it was read and checked. */
  input: unknown
  /** Set once they were asked for. */
  permissions: readonly Permission[]
}

/** How a call ended. */
export type Outcome = { readonly output: WireObject } | { readonly refusal: AwsError }

/** Takes the answer, or `undefined` when the connection is to be dropped. */
export type Answered = (response: WireResponse | undefined) => void
