import type { Declaration } from '../handle.ts'
import type { StoredForm } from './stored-form.ts'

/** A JSON object of the two, under the names that the declaration gives them; a request carries them as HTTP Basic joins them (RFC 7617, 2). */
export const loginStoredForm: StoredForm = {
  stored(value, options) {
    const login: Record<string, unknown> = Object(value)
    return JSON.stringify(Object.fromEntries(storedNames(options).map(([name, storedName]) => [storedName, login[name]])))
  },
  credential: (fields, options) =>
    storedNames(options)
      .map(([, storedName]) => fields[storedName])
      .join(':'),
}

function storedNames({ fields }: Declaration['options']): [name: string, storedName: string][] {
  const names: Record<string, string | undefined> = Object(fields)
  return ['username', 'password'].map((name) => [name, names[name] ?? name])
}
