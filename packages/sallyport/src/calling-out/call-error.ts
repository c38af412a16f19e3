import { SallyportError, type SallyportErrorCode } from '../sallyport-error.ts'
import { redacted } from '../secret-value/secret.ts'

/** The error of a call: `complaint` goes on from "a call with <secret>", says what is wrong and what to do. */
export function callError(code: SallyportErrorCode, secret: string, complaint: string, cause?: Error): SallyportError {
  return new SallyportError(code, { message: `a call with ${secret} ${complaint}`, secret, ...(cause && { cause }) })
}

/**
 * `error` anew with nothing but its message and code, the credential's header values taken out. The one that Node gives is not passed on:
 * a parse error carries the raw bytes of the answer, which may repeat the request's headers, and Lambda's runtime logs every property.
 */
export function cleaned(error: NodeJS.ErrnoException, credential: readonly string[]): Error & { code?: string | undefined } {
  const parts = credential.flatMap((value) => [value, ...value.split(' ')]).filter((part) => part !== '')
  const clean = new Error(parts.reduce((text, part) => text.replaceAll(part, redacted), error.message))
  return Object.assign(clean, /^[A-Z][A-Z0-9_]+$/.test(error.code ?? '') ? { code: error.code } : {})
}
