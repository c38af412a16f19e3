import { apiKey } from './api-key.ts'
import { binary } from './binary.ts'
import type { Form } from './form.ts'
import { json } from './json.ts'
import { login } from './login.ts'
import { text } from './text.ts'

/** The form of each kind whose value can be stored, by the kind's name in the runtime. */
const byKind = { text, apiKey, login, json, binary } as const satisfies Readonly<Record<string, Form>>

/** What a value is: a text, an API key that goes into a header, a login of user name and password, JSON, or bytes. */
export type Kind = keyof typeof byKind

export const forms: Readonly<Record<Kind, Form>> = byKind

/** The kinds that `put` knows. */
export const kinds = Object.keys(byKind) as [Kind, ...Kind[]] // the keys of the table above, which is not empty

/** What a value is that nobody said more of. */
export const plainKind = 'text' satisfies Kind

/** The kind of this name; `undefined` for one of a newer runtime, which can be read and not stored. */
export function kindNamed(name: string): Kind | undefined {
  return kinds.find((kind) => kind === name)
}

/** Whether the runtime signs requests with it, so that its declaration says to which hosts it may go. */
export function maySign(kind: Kind): boolean {
  return forms[kind].options?.some(({ name }) => name === 'hosts') === true
}

/** Whether it is an object of any fields, each of which may be declared as a secret of its own. */
export function hasAnyFields(kind: Kind): boolean {
  return forms[kind].stored === 'json' && forms[kind].fields === undefined
}
