import type { FormOption } from '../form-option.ts'

/** RFC 9110, section 5.6.2, "Tokens". */
const token = /^[!#$%&'*+.^_`|~\w-]+$/

/** The client says these itself, from URL and body; the runtime refuses a declaration that names one. */
const clientHeaders = /^(?:host|connection|content-length|transfer-encoding|expect|keep-alive|te|trailer|upgrade)$/i

/** In which header a key is sent as it is. */
export const header: FormOption = {
  name: 'header',
  question: 'In which header is it sent? (nothing: Authorization, as a bearer token)',
  placeholder: 'x-api-key',
  after: 'hosts',
  problem: (name) => (token.test(name) && !clientHeaders.test(name) ? undefined : 'a header for a credential such as x-api-key'),
  written: (name) => name,
  told: (name) => `in the header ${name}`,
}
