import { SallyportError } from '../sallyport-error.ts'

/** Whether a failure passes by itself: over these the last good value is served. All others are AWS's word, or a mistake. */
export const passes = (error: unknown) => SallyportError.is(error) && /^(AWS_UNREACHABLE|THROTTLED|CREDENTIALS_)/.test(error.code)
