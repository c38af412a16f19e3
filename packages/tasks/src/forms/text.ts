import type { Form } from './form.ts'

/** A text of any content. */
export const text: Form = { label: 'a text', purpose: 'anything: a token, a connection string, a private key', check: () => undefined }
