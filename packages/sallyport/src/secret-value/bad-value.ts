import { SallyportError } from '../sallyport-error.ts'

/** A stored value that does not fit its kind. `is` says what is wrong and never shows any of the value. */
export const badValue = (secret: string, is: string) =>
  new SallyportError('BAD_VALUE', { message: `the value of ${secret} ${is}: run "sallyport put ${secret}"`, secret })
