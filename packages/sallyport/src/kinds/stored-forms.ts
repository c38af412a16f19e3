import { loginStoredForm } from './login-stored-form.ts'
import { asItIs, asJson, type StoredForm } from './stored-form.ts'

/** The stored form of each kind, for `sallyport/testing`: a function's bundle has none of it. */
export const storedForms: Readonly<Record<string, StoredForm>> = {
  text: asItIs,
  apiKey: asItIs,
  login: loginStoredForm,
  json: asJson,
  binary: asItIs,
}
