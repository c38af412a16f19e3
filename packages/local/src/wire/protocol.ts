import type { IncomingHttpHeaders } from 'node:http'
import type { AwsError } from '../aws-error.ts'
import type { Operation } from '../operation.ts'
import type { WireObject } from './wire-value.ts'

/** A whole request as it came, its body read. */
export interface WireRequest {
  readonly method: string
  /** As sent, still percent-encoded; without the query. */
  readonly path: string
  /** Without its `?`; empty when there is none. */
  readonly query: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly body: Buffer
  readonly sourceIp: string
  /** Whether its connection has brought an answer before. */
  readonly isOnKeptSocket?: boolean
}

export interface WireResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

/** One of AWS's ways to write a request and its answer. */
export interface Protocol {
  /** The operation's input as parsed JSON, still unchecked. */
  input(request: WireRequest, operation: Operation): unknown
  answer(output: WireObject, operation: Operation, requestId: string): WireResponse
  refusal(error: AwsError, requestId: string): WireResponse
}
