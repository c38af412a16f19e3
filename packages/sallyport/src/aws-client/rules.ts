import type { SallyportErrorCode } from '../sallyport-error.ts'

/** What an error of AWS or of the network comes to. */
export interface Rule {
  readonly code: SallyportErrorCode
  /** Milliseconds of the first pause before another try; absent where another try gives the same. */
  readonly pauseMs?: number | undefined
}

/** By the error's name, the first that fits. Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and the services' error lists. */
const rules: readonly (readonly [name: RegExp, code: SallyportErrorCode, pauseMs?: number])[] = [
  [/Throttl|LimitExceeded|TooManyRequests|SlowDown|PriorRequestNotComplete|ThroughputExceeded|^429/, 'THROTTLED', 500],
  [/^(5|RequestTimeout|Internal|E(CONN|PIPE|TIMEDOUT|HOST|NET|NOTFOUND|AI_AGAIN))/, 'AWS_UNREACHABLE', 100],
  [/ExpiredToken|UnrecognizedClient|InvalidClientTokenId|Signature|RequestExpired|Skewed|MissingAuth/, 'CREDENTIALS_REFUSED'],
  [/AccessDenied/, 'ACCESS_DENIED'],
  [/NotFound/, 'SECRET_NOT_FOUND'],
]

/** The rule for an error's name, or for a bare status where AWS names none. */
export function ruleFor(status: number, name: string): Rule {
  for (const about of [String(status), name]) {
    const [, code, pauseMs] = rules.find(([pattern]) => pattern.test(about)) ?? []
    if (code !== undefined) return { code, pauseMs }
  }
  // What has no name has not AWS's form: a proxy's page, a certificate that does not fit.
  return { code: status && name ? 'AWS_REFUSED' : 'AWS_UNREACHABLE' }
}

/** Milliseconds before the try after `attempt`: full jitter under a limit that doubles. */
export const jitteredMs = (pauseMs: number, attempt: number, random: () => number) =>
  random() * Math.min(5_000, pauseMs * 2 ** (attempt - 1))

/** Whether a failure passes by itself: over these the last good value is served. All others are AWS's word, or a mistake. */
export const isPassing = (code: SallyportErrorCode) => /^(AWS_UNREACHABLE|THROTTLED|CREDENTIALS_)/.test(code)
