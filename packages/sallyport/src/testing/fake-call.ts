import type { AnyHandle } from '../handle.ts'
import type { Secret } from '../secret-value/secret.ts'

/** A call that a handle's `fetch` made. Printed, it shows no credential and no body. */
export interface FakeCall {
  readonly method: string
  readonly url: string
  /** By lower-case name; those that carry a credential show `[redacted]`. */
  readonly headers: Readonly<Record<string, string>>
  /** The headers that carry a credential, as they were sent. */
  readonly credential: Secret<Readonly<Record<string, string>>>
  /** Whether the credential is the value that is stored for `handle` now. */
  carries(handle: AnyHandle): boolean
  /** The body. */
  text(): string
  /** The body, parsed. */
  json(): unknown
}

/** A call and what it was answered. */
export interface AnsweredCall extends FakeCall {
  readonly status: number
}

/** What a call is answered. */
export interface FakeReply {
  /** Default: 200. */
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** In place of `body`: sent as JSON. */
  readonly json?: unknown
}
