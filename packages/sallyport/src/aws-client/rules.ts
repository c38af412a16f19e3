import type { SallyportErrorCode } from '../sallyport-error.ts'

/** By an error's name or a bare HTTP status: the code it comes to, and milliseconds of the first pause where another try may give more. */
type Rule = readonly [about: RegExp, code: SallyportErrorCode, pauseMs?: number]

/** The first that fits. Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and the services' lists of errors. */
const rules: readonly Rule[] = [
  [/Throttl|LimitExceeded|TooManyRequests|SlowDown|PriorRequest|Throughput|^429/, 'THROTTLED', 500],
  // Names in capitals are Node's of the network; ERR_… are its own refusals (a certificate, a header), which stay.
  [/^(5|RequestTimeout|Internal|E(?!RR)[A-Z_]+$)/, 'AWS_UNREACHABLE', 100],
  [/Token|UnrecognizedClient|Signature|RequestExpired|Skewed/, 'CREDENTIALS_REFUSED'],
  [/AccessDenied/, 'ACCESS_DENIED'],
  [/NotFound/, 'SECRET_NOT_FOUND'],
]

export function ruleFor(status: number, name: string): Rule {
  const found = rules.find(([about]) => about.test(`${status}`)) ?? rules.find(([about]) => about.test(name))
  // What has no name has not AWS's form: a proxy's page.
  return found ?? [/./, status && name ? 'AWS_REFUSED' : 'AWS_UNREACHABLE']
}

/** Whether a failure passes by itself: over these the last good value is served. All others are AWS's word, or a mistake. */
export const isPassing = (code: SallyportErrorCode) => /^(AWS_UNREACHABLE|THROTTLED|CREDENTIALS_)/.test(code)
