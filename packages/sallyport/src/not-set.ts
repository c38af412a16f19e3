import { SallyportError, type SallyportErrorCode } from './sallyport-error.ts'

/** What the function's surroundings lack, and which variable gives it. */
export const notSet = (code: SallyportErrorCode, what: string, variable: string) =>
  new SallyportError(code, { message: `there is no ${what}: set ${variable}` })
