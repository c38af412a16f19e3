import type { Form } from './form.ts'

/** Bytes of any content. */
export const binary: Form = {
  label: 'bytes',
  purpose: 'a file that is no text: a keystore, a certificate in DER',
  stored: 'bytes',
  check: () => undefined,
}
