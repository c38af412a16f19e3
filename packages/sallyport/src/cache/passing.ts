import { SallyportError } from '../sallyport-error.ts'

/** Whether a failure passes by itself: over these the last good value is served. All others are AWS's word, or a mistake. */
export const passes = (error: unknown): error is SallyportError =>
  error instanceof SallyportError && /UNREACHABLE|THROTTLED|CREDENTIALS|BAD_VALUE/.test(error.code)
