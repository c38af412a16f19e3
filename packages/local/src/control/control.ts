import type { Faults } from './faults.ts'

/** What a control may do to the server. */
export interface Controlled {
  readonly faults: Faults
  /** Empties every table but those of identities. */
  reset(): Promise<void>
  /** Stops the server once the answer is sent. */
  stop(): void
}

/** An action on the server itself, below `/_sallyport/`. */
export interface Control {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** As in `/_sallyport/NAME`. */
  readonly name: string
  /** Whether it is done without the control token. */
  readonly isOpen?: true
  /**
   * @param body parsed JSON
   * @throws ControlRefusal when the body is not what it needs
   */
  run(body: unknown, server: Controlled): unknown | Promise<unknown>
}

/** A control was asked for something it cannot do. */
export class ControlRefusal extends Error {
  override readonly name = 'ControlRefusal'
}
