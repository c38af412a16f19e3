import type { SallyportErrorCode } from '../sallyport-error.ts'

export type Rule = readonly [about: RegExp, code: SallyportErrorCode, remedy?: string, pauseMs?: number]

/**
 * What an answer that brings no value comes to, the first that fits "<HTTP status, 0 for a broken connection> <name of the error>": the
 * code, what to do, with `{}` for the secret's name, where AWS's own words do not say it; and milliseconds of the first pause (before
 * jitter) where another try may give more.
 * Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and the services' lists of errors.
 */
const rules: readonly Rule[] = [
  [/^429|Throttl|Exceeded|TooMany|Slow|Prior/, 'THROTTLED', 'raise ttlSeconds', 250],
  // E… are Node's of the network; ERR_… are its own refusals (a certificate, a header), which stay.
  [/^5|Timeout|Internal|^0 E(?!RR)/, 'AWS_UNREACHABLE', 'check network and endpoint', 50],
  // At once: with new credentials, a clock put right, or a signature made now.
  [/Token|Unrecognized|Signature|Expired|Skew/, 'CREDENTIALS_REFUSED', 'renew them, or set the clock', 0],
  [/AccessDenied/, 'ACCESS_DENIED'],
  [/deletion/, 'SECRET_DELETED', 'run "sallyport restore {}"'],
  [/NotFound/, 'SECRET_NOT_FOUND', 'run "sallyport put {}"'],
  [/^0|HTTP/, 'AWS_UNREACHABLE', 'check network and endpoint'],
  [/./, 'AWS_REFUSED'],
]

export const ruleFor = (status: number, { code, name, message }: NodeJS.ErrnoException) =>
  rules.find(([about]) => about.test(`${status} ${code ?? name}${/ for deletion/.exec(message)}`)) as Rule // the last fits all
