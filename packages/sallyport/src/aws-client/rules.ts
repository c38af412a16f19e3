import type { SallyportErrorCode } from '../sallyport-error.ts'

/** What an error comes to, and milliseconds of the first pause (before jitter) where another try may give more. */
export interface Rule {
  readonly code: SallyportErrorCode
  readonly pauseMs?: number | undefined
}

/**
 * By an error's name or a bare HTTP status, the first that fits.
 * Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and the services' lists of errors.
 */
const rules: readonly (readonly [about: RegExp, code: SallyportErrorCode, pauseMs?: number])[] = [
  [/Throttl|LimitExceeded|TooManyRequests|SlowDown|PriorRequest|Throughput|^429/, 'THROTTLED', 250],
  // Names in capitals are Node's of the network; ERR_… are its own refusals (a certificate, a header), which stay.
  [/^(5|RequestTimeout|Internal|E(?!RR)[A-Z_]+$)/, 'AWS_UNREACHABLE', 50],
  // At once: with new credentials, a clock put right, or a signature made now.
  [/Token|UnrecognizedClient|Signature|RequestExpired|Skewed/, 'CREDENTIALS_REFUSED', 0],
  [/AccessDenied/, 'ACCESS_DENIED'],
  [/NotFound/, 'SECRET_NOT_FOUND'],
  [/./, 'AWS_REFUSED'],
]

export function ruleFor(status: number, name: string): Rule {
  // A status of 4xx says less than the name. What has no name has not AWS's form: a proxy's page.
  const [, code, pauseMs] = rules.find(([about]) => about.test(/^(5|429)/.test(`${status}`) ? `${status}` : name)) ?? []
  return { code: (status && code) || 'AWS_UNREACHABLE', pauseMs }
}
