import type { AccountAskedFor, LocalAccount } from '../local-account.ts'
import type { LogEvent } from '../runtime-api/function-logs.ts'
import type { Faults } from './faults.ts'
import type { TestClock } from './test-clock.ts'

/** What a control may do to the server. */
export interface Controlled {
  readonly faults: Faults
  readonly clock: TestClock
  /** By the real clock. */
  readonly startedAt: Date
  /** What shows to who knows the control token that this server has it, too. */
  proofOf(challenge: string): string
  /** What functions logged, oldest first: of this name and account alone, where they are said. */
  functionLogs(of: { readonly functionName: string | undefined; readonly accountId: string | undefined }): readonly LogEvent[]
  account(asked: AccountAskedFor): Promise<LocalAccount>
  /** Empties every table but those of identities; the clock is the real one again. */
  reset(): Promise<void>
  /** Stops the server once the answer is sent. */
  stop(): void
}

export interface ControlRequest {
  readonly query: URLSearchParams
  /** Parsed JSON; without a body an empty object. */
  readonly body: unknown
}

/** An action on the server itself, below `/_sallyport/`. */
export interface Control {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As in `/_sallyport/NAME`. */
  readonly name: string
  /** Whether it is done without the control token. */
  readonly isOpen?: true
  /** @throws ControlRefusal when the request is not what it needs */
  run(request: ControlRequest, server: Controlled): unknown | Promise<unknown>
}

/** A control was asked for something it cannot do. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal'
}
