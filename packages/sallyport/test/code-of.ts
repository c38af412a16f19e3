import { SallyportError } from '../src/sallyport-error.ts'

/** What a read comes to: the code of its error, or that there is a value. */
export const codeOf = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'a value',
    (error: unknown) => (error instanceof SallyportError ? error.code : String(error)),
  )
