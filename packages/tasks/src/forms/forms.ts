import { apiKey } from './api-key.ts'
import { binary } from './binary.ts'
import type { Form } from './form.ts'
import { json } from './json.ts'
import { login } from './login.ts'
import { text } from './text.ts'

/** The form of each kind whose value can be stored, by the kind's name in the runtime. */
export const forms = { text, apiKey, login, json, binary } as const satisfies Readonly<Record<string, Form>>

/** What a value is: a text, an API key that goes into a header, a login of user name and password, JSON, or bytes. */
export type Kind = keyof typeof forms

/** The kinds that `put` knows. */
export const kinds = Object.keys(forms) as [Kind, ...Kind[]] // the keys of the table above, which is not empty
