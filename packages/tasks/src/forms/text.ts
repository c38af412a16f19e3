import type { Form } from './form.ts'

/** A text of any content. */
export const text: Form = {
  label: 'a text',
  purpose: 'anything: a token, a connection string, a private key',
  asFirst: 'anything else, read and not sent',
  stored: 'text',
  check: () => undefined,
}
