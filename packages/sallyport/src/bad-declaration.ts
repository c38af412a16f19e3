import { SallyportError } from './sallyport-error.ts'

/** What a declaration may not say: `is` goes on from `written`, says what is wrong and what to give. */
export const badDeclaration = (written: unknown, is: string) =>
  new SallyportError('BAD_DECLARATION', { message: `${JSON.stringify(written)} ${is}` })
