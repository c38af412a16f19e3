import type { Declaration } from '../handle.ts'
import { parsedJson } from '../parsed-json.ts'
import type { Stored } from '../secret-value/stored-reading.ts'

/** `value` as its kind has it stored; a value that is one field of a JSON object goes into `before`, whose other fields stay. */
export function storedForm({ kind, options }: Declaration, value: unknown, before: Stored | undefined): Stored {
  const { field } = options
  if (typeof field === 'string') return JSON.stringify({ ...fieldsOf(before), [field]: value })
  if (kind === 'login') return JSON.stringify(renamed(value, options))
  if (kind !== 'json' && (typeof value === 'string' || value instanceof Uint8Array)) return value
  return JSON.stringify(value)
}

/** The text that a request carries for what is stored: the key itself, or a login as HTTP Basic joins it (RFC 7617, section 2). */
export function credentialIn({ kind, options }: Declaration, stored: Stored): string | undefined {
  const fields = fieldsOf(stored)
  if (typeof options['field'] === 'string') return textOf(fields[options['field']])
  if (kind !== 'login') return textOf(stored)
  const [username, password] = loginFields(options).map(([, storedName]) => fields[storedName])
  return `${username}:${password}`
}

function renamed(login: unknown, options: Declaration['options']): Record<string, unknown> {
  const fields: Record<string, unknown> = Object(login)
  return Object.fromEntries(loginFields(options).map(([name, storedName]) => [storedName, fields[name]]))
}

function loginFields({ fields }: Declaration['options']): [name: string, storedName: string][] {
  const names: Record<string, string | undefined> = Object(fields)
  return ['username', 'password'].map((name) => [name, names[name] ?? name])
}

const fieldsOf = (stored: Stored | undefined) => (typeof stored === 'string' ? (parsedJson(stored) ?? {}) : {})

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined)
