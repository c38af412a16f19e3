import { badDeclaration } from '../bad-declaration.ts'
import type { SallyportError } from '../sallyport-error.ts'
import { redacted } from '../secret-value/secret.ts'
import { callError } from './call-error.ts'
import type { CallOptions } from './call-options.ts'

// Said by the client from URL and body. A `host` of the caller's own would send the credential to another tenant of the same front.
const clientHeaders = /^(host|connection|content-length|transfer-encoding|expect|keep-alive|te|trailer|upgrade)$/

/** A declared header of the credential, in lower case: one that HTTP can carry and the client does not say itself. */
export function credentialHeader(declared: unknown): string {
  const name = String(declared).toLowerCase()
  if (typeof declared === 'string' && isHeader(name, '') && !clientHeaders.test(name)) return name
  throw badDeclaration(declared, 'is not a header for a credential: name one like x-api-key')
}

/** The caller's own headers by lower-case name, once nothing in them can move, double or misspell the credential. */
export function callerHeaders(
  given: NonNullable<CallOptions['headers']>,
  reserved: readonly string[],
  secret: string,
): Record<string, string> {
  const entries = Symbol.iterator in given ? [...given] : Object.entries(given)
  return Object.fromEntries(
    entries.map(([givenName, value]) => {
      const name = givenName.toLowerCase()
      const text = String(value) // a Secret passed in place of its text gives its redaction here
      if (reserved.includes(name) || clientHeaders.test(name)) {
        throw callError('CREDENTIAL_HEADER_SET', secret, `may not set the header ${name}: leave it out, it is added for you`)
      }
      if (holdsRedaction(text)) throw revealFirst(secret)
      if (!isHeader(name, text)) {
        throw callError('CALL_FAILED', secret, 'has a header that HTTP cannot carry: take control characters out of it')
      }
      return [name, text]
    }),
  )
}

/** The credential's headers by lower-case name. What HTTP cannot carry is told without its value: Node's own errors print it. */
export function checkedCredential(signed: Record<string, string>, secret: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(signed).map(([name, value]) => {
      if (isHeader(name, value)) return [name.toLowerCase(), value]
      throw callError('BAD_VALUE', secret, 'cannot send its value in a header (a line break?): store it again with "sallyport put"')
    }),
  )
}

/** Whether a Secret was printed where its value was meant. */
export function holdsRedaction(text: string): boolean {
  return text.includes(redacted)
}

export function revealFirst(secret: string): SallyportError {
  return callError('CREDENTIAL_HEADER_SET', secret, `holds ${redacted} in place of a value: call reveal() on that Secret`)
}

/** RFC 9110, sections 5.6.2, "Tokens", and 5.5, "Field Values". */
function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~\w-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)
}
