import type { Caller } from '../identity/caller.ts'
import type { WireObject } from '../wire/wire-value.ts'

/** One call, as the request path knows it. */
export interface Recorded {
  readonly requestId: string
  readonly eventSource: string
  readonly eventName: string
  readonly isReadOnly: boolean
  readonly region: string
  readonly caller: Caller
  readonly sourceIp: string
  readonly userAgent: string
  /** Never with a sensitive member; `null` where AWS records none. */
  readonly requestParameters: WireObject | null
  readonly responseElements: WireObject | null
  readonly error: { readonly code: string; readonly message: string } | undefined
  /** ARNs that were asked for. */
  readonly resources: readonly string[]
  /** Whether the event itself lists the resources. */
  readonly showsResources: boolean
}

/** An entry as it is kept: a tuple, made into an event only when somebody looks it up. */
export type TrailEntry = readonly [
  eventId: string,
  requestId: string,
  timeMs: number,
  eventSource: string,
  eventName: string,
  isReadOnly: boolean,
  caller: Caller,
  sourceIp: string,
  userAgent: string,
  requestParameters: WireObject | null,
  responseElements: WireObject | null,
  errorCode: string | null,
  errorMessage: string | null,
  resources: readonly string[],
  showsResources: boolean,
]

export function trailEntry(eventId: string, timeMs: number, call: Recorded): TrailEntry {
  return [
    eventId,
    call.requestId,
    timeMs,
    call.eventSource,
    call.eventName,
    call.isReadOnly,
    call.caller,
    call.sourceIp,
    call.userAgent,
    call.requestParameters,
    call.responseElements,
    call.error?.code ?? null,
    call.error?.message ?? null,
    call.resources,
    call.showsResources,
  ]
}
