/** A call that a fault strikes before it is run. */
export interface StruckCall {
  /** Lets it go on as if nothing had been. */
  run(): void
  /** Refuses it as its service throttles. */
  throttle(): void
  /** Answers with an error of the server's own. */
  fail(): void
  /** Closes the connection without an answer. */
  drop(): void
}

/** What each kind of fault does to a call: a line a kind. */
export const faultKinds = {
  throttle: (call) => call.throttle(),
  delay: (call, delayMs) => void setTimeout(() => call.run(), delayMs),
  error500: (call) => call.fail(),
  hang: () => {}, // until its caller gives up, or the server stops
  drop: (call) => call.drop(),
  dropKept: (call) => call.drop(), // strikes only a call that comes over a socket which has brought an answer before
} as const satisfies Record<string, (call: StruckCall, delayMs: number) => void>

export type FaultKind = keyof typeof faultKinds

export function isFaultKind(kind: unknown): kind is FaultKind {
  return typeof kind === 'string' && Object.hasOwn(faultKinds, kind)
}
