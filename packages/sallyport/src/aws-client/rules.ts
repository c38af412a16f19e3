import type { SallyportErrorCode } from '../sallyport-error.ts'

/**
 * What an answer that brings no value comes to, the first that fits "<HTTP status, 0 for a broken connection> <name of the error>"; and
 * milliseconds of the first pause (before jitter) where another try may give more.
 * Source: AWS SDKs and Tools Reference Guide, "Retry behavior", and the services' lists of errors.
 */
export const rules: readonly (readonly [about: RegExp, code: SallyportErrorCode, pauseMs?: number])[] = [
  [/^429|Throttl|Exceeded|TooMany|SlowDown|PriorRequest/, 'THROTTLED', 250],
  // E… are Node's of the network; ERR_… are its own refusals (a certificate, a header), which stay.
  [/^5|RequestTimeout|Internal|^0 E(?!RR)/, 'AWS_UNREACHABLE', 50],
  // At once: with new credentials, a clock put right, or a signature made now.
  [/Token|Unrecognized|Signature|Expired|Skewed/, 'CREDENTIALS_REFUSED', 0],
  [/AccessDenied/, 'ACCESS_DENIED'],
  [/NotFound/, 'SECRET_NOT_FOUND'],
  [/^0|HTTP/, 'AWS_UNREACHABLE'],
  [/./, 'AWS_REFUSED'],
]
